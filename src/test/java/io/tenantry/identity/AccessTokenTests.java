package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Access token": what is not exactly one of ours is 401, with {@code WWW-Authenticate} and a problem. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokenTests {

    private static final String SOMEBODY_ELSES = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private final Api api;
    private final String key;
    private Api.Account account = new Api.Account("", "", "", "");
    private String userId = "";

    AccessTokenTests(Api api, Environment environment) {
        this.api = api;
        this.key = environment.getRequiredProperty("tenantry.tokens.secret-key");
    }

    @BeforeAll
    void signIn() {
        account = api.organization("Tokens");
        userId = Api.text(api.get("/me", account.token()).expectStatus().isOk(), "id");
    }

    /** Without this the refusals below would prove nothing. */
    @Test
    void aTokenMadeLikeOursIsGood() {
        api.get("/me", signed(claims().build())).expectStatus().isOk();
    }

    /** "Leeway 10 s"; {@code aud} may name several (RFC 7519, section 4.1.3). */
    @Test
    void clocksMayDifferAndATokenMayBeForOthersToo() {
        api.get(
                        "/me",
                        signed(claims().issueTime(at(-120))
                                .expirationTime(at(-3))
                                .build()))
                .expectStatus()
                .isOk();
        api.get("/me", signed(claims().issueTime(at(5)).build())).expectStatus().isOk();
        api.get("/me", signed(claims().audience(List.of("other", "tenantry")).build()))
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headersThatAreWrong")
    void aHeaderThatIsWrongIsRefusedThoughTheSignatureIsOurs(String header) throws JOSEException {
        Api.refused(
                api.get("/me", signed(header, claims().build(), key.getBytes(StandardCharsets.UTF_8))),
                ErrorCode.INVALID_TOKEN);
    }

    static Stream<String> headersThatAreWrong() {
        return Stream.of(
                "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":\"otp+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JOSE\"}",
                "{\"alg\":\"HS256\",\"typ\":7}",
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS384\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"\"}",
                "{\"alg\":null}",
                "{}",
                "[]",
                "{\"alg\":\"HS256\",\"kid\":\"unknown\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}",
                "{\"alg\":\"HS256\",\"kid\":\"' OR '1'='1\"}",
                "{\"alg\":\"HS256\",\"kid\":\"\\u0000\\u202e\"}",
                "{\"alg\":\"HS256\",\"kid\":{\"$ne\":1}}",
                "{\"alg\":\"HS256\",\"kid\":\"" + "k".repeat(6_000) + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claimsThatAreWrong")
    void aClaimThatIsWrongIsRefused(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        Api.refused(api.get("/me", signed(change.apply(claims()).build())), ErrorCode.INVALID_TOKEN);
    }

    static Stream<Arguments> claimsThatAreWrong() {
        return Stream.of(
                wrong("expired", claims -> claims.issueTime(at(-120)).expirationTime(at(-60))),
                wrong(
                        "expired just beyond the leeway",
                        claims -> claims.issueTime(at(-120)).expirationTime(at(-11))),
                wrong(
                        "expired before there were tokens",
                        claims -> claims.issueTime(null).expirationTime(Date.from(Instant.EPOCH))),
                wrong("exp is missing", claims -> claims.expirationTime(null)),
                wrong("from another issuer", claims -> claims.issuer("somebody")),
                wrong("iss is missing", claims -> claims.issuer(null)),
                wrong("for another audience", claims -> claims.audience("another-service")),
                wrong("for others", claims -> claims.audience(List.of("another-service", "tenantry2"))),
                wrong("made in the future", claims -> claims.issueTime(at(60))),
                wrong("iat is missing", claims -> claims.issueTime(null)),
                wrong("aud is missing", claims -> claims.claim("aud", null)),
                wrong("not valid yet", claims -> claims.notBeforeTime(at(3_600))),
                wrong("sub is missing", claims -> claims.subject(null)),
                wrong("sid is missing", claims -> claims.claim("sid", null)),
                wrong("of another session", claims -> claims.claim("sid", "0123456789abcdef0123456789abcdef")),
                wrong("sub is no id", claims -> claims.subject("admin")),
                wrong("of nobody", claims -> claims.subject(new ObjectId().toHexString())),
                wrong("organization_id is missing", claims -> claims.claim("organization_id", null)),
                wrong("organization_id is no id", claims -> claims.claim("organization_id", Map.of("$ne", ""))),
                wrong("of no organization", claims -> claims.claim("organization_id", new ObjectId().toHexString())));
    }

    private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgeryIsRefused(String what, String token) {
        Api.refused(api.get("/me", token), ErrorCode.INVALID_TOKEN);
    }

    Stream<Arguments> forgeries() throws JOSEException {
        String[] parts = account.token().split("\\.", -1);
        byte[] stranger = SOMEBODY_ELSES.getBytes(StandardCharsets.UTF_8);
        String theirKey = encoded(SOMEBODY_ELSES);
        String asAdminOfAll = new String(Base64URL.from(parts[1]).decode(), StandardCharsets.UTF_8)
                .replace(account.organizationId(), new ObjectId().toHexString());
        return Stream.of(
                Arguments.of("alg none", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "."),
                Arguments.of("alg NONE, signed", encoded("{\"alg\":\"NONE\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("two parts", parts[0] + "." + parts[1]),
                Arguments.of("another's signature", signed(hs256(), claims().build(), stranger)),
                Arguments.of("another's payload", parts[0] + "." + encoded(asAdminOfAll) + "." + parts[2]),
                Arguments.of(
                        "another's header",
                        encoded("{\"alg\":\"HS256\",\"typ\":\"at\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of(
                        "HS512 with our key", signed(header(JWSAlgorithm.HS512).build(), claims().build(), twice())),
                Arguments.of(
                        "kid as a path",
                        signed(
                                header(JWSAlgorithm.HS256)
                                        .keyID("../../dev/null")
                                        .build(),
                                claims().build(),
                                stranger)),
                Arguments.of(
                        "its own key inside",
                        signed(
                                "{\"alg\":\"HS256\",\"kid\":\"theirs\",\"jwk\":{\"kty\":\"oct\",\"k\":\"" + theirKey
                                        + "\"}}",
                                claims().build(),
                                stranger)),
                Arguments.of(
                        "a key to be fetched",
                        signed(
                                header(JWSAlgorithm.HS256)
                                        .jwkURL(URI.create("http://127.0.0.1:9/jwks"))
                                        .build(),
                                claims().build(),
                                stranger)),
                Arguments.of("an empty key", encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + encoded("")),
                Arguments.of("RS256 in name", encoded("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("not a token", "garbage"),
                Arguments.of("dots", "..."),
                Arguments.of("long", "a".repeat(4_000)),
                Arguments.of("a JSON bomb", encoded("[".repeat(500)) + "." + encoded("{") + ".AAAA"),
                Arguments.of("an encrypted token's shape", "a.b.c.d.e"));
    }

    /** "Empty set under HS256." */
    @Test
    void aSecretIsNotPublished() {
        api.get("/.well-known/jwks.json", null)
                .expectStatus()
                .isOk()
                .expectHeader()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .expectBody()
                .json("{\"keys\":[]}", JsonCompareMode.STRICT);
    }

    @Test
    void aTokenInTheAddressIsRefusedEvenIfItIsGood() {
        for (String path : new String[] {"/me", "/org/get"}) {
            Api.refused(
                    api.get(path + "?organization_name=x&access_token=" + account.token(), null),
                    ErrorCode.INVALID_TOKEN);
            Api.refused(
                    api.get(path + "?organization_name=x&access_token=" + account.token(), account.token()),
                    ErrorCode.INVALID_TOKEN);
        }
    }

    /** "A token in a query string is refused (401)", whatever the parameter is called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token",
                "ACCESS_TOKEN",
                "token",
                "Token",
                "t%6Fken",
                "jwt",
                "Authorization",
                "api_key",
                "Api_Key",
                "apikey",
                "X-API-Key"
            })
    void noParameterOfTheQueryTakesCredentials(String parameter) {
        for (String path : List.of("/me", "/org/get", "/health", "/ws/announcements")) {
            URI address = URI.create(api.url() + path + "?organization_name=x&" + parameter + "=x");
            Api.refused(
                    api.http()
                            .get()
                            .uri(address)
                            .headers(headers -> headers.setBearerAuth(account.token()))
                            .exchange(),
                    ErrorCode.INVALID_TOKEN);
        }
    }

    /** What a link in a mail shows stands behind the #, which no browser sends. */
    @ParameterizedTest
    @ValueSource(strings = {"/join", "/reset-password", "/org/get?organization_name=token&q=api_key"})
    void whatNamesNoCredentialsIsNotRefusedForThem(String path) {
        assertThat(api.get(path, null).returnResult(Void.class).getStatus().value())
                .isNotEqualTo(401);
    }

    /** RFC 9110, section 5.3: which of two is meant nobody can tell. */
    @Test
    void credentialsAreShownOnce() {
        List<Map.Entry<String, String>> either =
                List.of(Map.entry("Authorization", "Bearer " + account.token()), Map.entry("X-API-Key", "tnt_x"));
        for (Map.Entry<String, String> one : either) {
            for (Map.Entry<String, String> other : either) {
                for (String path : List.of("/me", "/org/get?organization_name=x")) {
                    assertThat(Api.refused(withBoth(path, one, other), ErrorCode.INVALID_TOKEN)
                                    .get("detail"))
                            .asString()
                            .matches("Send .* (once|not both)\\.");
                }
            }
        }
    }

    private WebTestClient.ResponseSpec withBoth(
            String path, Map.Entry<String, String> one, Map.Entry<String, String> other) {
        return api.http()
                .get()
                .uri(path)
                .headers(headers -> {
                    headers.add(one.getKey(), one.getValue());
                    headers.add(other.getKey(), other.getValue());
                })
                .exchange();
    }

    @Test
    void whatIsNoBearerHeaderAuthenticatesNobody() {
        for (String header : new String[] {"Basic YTpi", "Bearer", "Bearer ", "bearer a b", account.token()}) {
            api.http()
                    .get()
                    .uri("/me")
                    .header(HttpHeaders.AUTHORIZATION, header)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .exists(HttpHeaders.WWW_AUTHENTICATE);
        }
    }

    /** "Errors": a reader of the answer learns nothing of how tokens are checked. */
    @Test
    void everyRefusalReadsTheSame() throws JOSEException {
        Stream<String> tokens = Stream.concat(
                forgeries().map(forgery -> String.valueOf(forgery.get()[1])),
                Stream.of(
                        signed(claims().expirationTime(at(-60)).build()),
                        signed(claims().issuer("other").build())));

        assertThat(tokens.map(token -> Api.refused(api.get("/me", token), ErrorCode.INVALID_TOKEN))
                        .map(problem -> problem.get("detail"))
                        .distinct())
                .hasSize(1);
    }

    /** "The server decides from its own record." */
    @Test
    void theRoleInATokenIsNotBelieved() {
        Api.Person colleague = api.person(account, "member");
        String boasting = signed(claims().subject(colleague.id())
                .claim("sid", Api.session(colleague.token()))
                .claim("role", "admin")
                .claim("admin_id", colleague.id())
                .build());

        api.get("/me", boasting)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.role")
                .isEqualTo("member");
        Api.refused(
                api.send(HttpMethod.PUT, "/org/update", boasting, Map.of("organization_name", "Taken Over")),
                ErrorCode.FORBIDDEN);
        Api.refused(api.delete(boasting, account.name()), ErrorCode.FORBIDDEN);
    }

    /** A person of one organization named in a token for another is nobody there. */
    @Test
    void aPersonIsNobodyInAnotherOrganization() {
        Api.Account other = api.organization("Other Tokens");

        Api.refused(
                api.get(
                        "/me",
                        signed(claims().claim("organization_id", other.organizationId())
                                .build())),
                ErrorCode.INVALID_TOKEN);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("tenantry")
                .audience("tenantry")
                .subject(userId)
                .claim("organization_id", account.organizationId())
                .claim("admin_id", userId)
                .claim("email", account.email())
                .claim("role", "admin")
                .claim("sid", Api.session(account.token()))
                .issueTime(at(0))
                .expirationTime(at(1_800))
                .jwtID("made-by-a-test");
    }

    private static Date at(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private String signed(JWTClaimsSet claims) {
        try {
            return signed(hs256(), claims, key.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, byte[] key) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    /** Signed under a header that the library would not let anybody write. */
    private static String signed(String header, JWTClaimsSet claims, byte[] key) throws JOSEException {
        String input = encoded(header) + "." + encoded(claims.toString());
        return input + "." + new MACSigner(key).sign(hs256(), input.getBytes(StandardCharsets.UTF_8));
    }

    private static JWSHeader hs256() {
        return header(JWSAlgorithm.HS256).build();
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm);
    }

    /** HS512 wants 64 bytes; where ours has fewer, the same again is what a zero-padding HMAC would not even notice. */
    private byte[] twice() {
        return (key + "\0".repeat(64)).substring(0, 64).getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }
}
