package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Contract, "Access token" and {@code /.well-known/jwks.json}, with {@code ALGORITHM=RS256}. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RsaTokenTests {

    private static final KeyPair PAIR = TestKeys.rsa();

    private static final KeyPair PREVIOUS = TestKeys.rsa();

    private static final KeyPair STRANGER = TestKeys.rsa();

    private static final String PREVIOUS_SECRET = "an older secret of thirty-two bytes";

    private final Api api;
    private final TokenKeys keys;
    private final SecretKeys secrets;
    private String token = "";

    RsaTokenTests(Api api, TokenKeys keys, SecretKeys secrets) {
        this.api = api;
        this.keys = keys;
        this.secrets = secrets;
    }

    @DynamicPropertySource
    static void signWithRsa(DynamicPropertyRegistry settings) {
        settings.add("tenantry.tokens.algorithm", () -> "RS256");
        settings.add("tenantry.tokens.jwt-private-key", () -> TestKeys.pkcs1(PAIR));
        settings.add("tenantry.tokens.jwt-previous-keys", () -> TestKeys.publicKey(PREVIOUS));
        settings.add("tenantry.tokens.previous-secret-keys", () -> PREVIOUS_SECRET);
    }

    @BeforeAll
    void signIn() {
        token = api.organization("RSA").token();
    }

    @Test
    void anybodyCanVerifyATokenWithThePublishedKeys() throws ParseException, JOSEException {
        Map<String, Object> set =
                Api.body(api.get("/.well-known/jwks.json", null).expectStatus().isOk());
        JWKSet published = JWKSet.parse(set);
        SignedJWT ours = SignedJWT.parse(token);
        RSAKey key = published.getKeyByKeyId(ours.getHeader().getKeyID()).toRSAKey();

        assertThat(ours.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.computeThumbprint().toString()).isEqualTo(key.getKeyID());
        assertThat(published.getKeys()).hasSize(2).noneMatch(each -> each.isPrivate());
        assertThat(set.toString()).contains("kty=RSA, use=sig, alg=RS256, kid=").doesNotContain(" d=", " p=", " q=");
    }

    @Test
    void tokensOfTheKeysFromBeforeAreGood() throws JOSEException {
        api.get("/me", token).expectStatus().isOk();
        api.get("/me", signed("{\"alg\":\"RS256\"}", new RSASSASigner(PREVIOUS.getPrivate())))
                .expectStatus()
                .isOk();
        api.get("/me", signed("{\"alg\":\"HS256\"}", new MACSigner(PREVIOUS_SECRET)))
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgeryIsRefused(String what, String forged) {
        Api.refused(api.get("/me", forged), ErrorCode.INVALID_TOKEN);
    }

    /** The public key is known to everybody: as the secret of an HMAC, in whatever form, it must be worth nothing. */
    Stream<Arguments> forgeries() throws JOSEException {
        RSAPublicKey publicKey = (RSAPublicKey) PAIR.getPublic();
        String kid = keys.signing().getKeyID();
        String named = "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}";
        String pem = TestKeys.publicKey(PAIR);
        String[] parts = token.split("\\.", -1);
        JWSSigner stranger = new RSASSASigner(STRANGER.getPrivate());
        String theirs =
                new RSAKey.Builder((RSAPublicKey) STRANGER.getPublic()).build().toJSONString();
        String chain = Base64.encode(STRANGER.getPublic().getEncoded()).toString();
        return Stream.of(
                forged("HMAC with the PEM", named, new MACSigner(pem)),
                forged("HMAC with the PEM, no end of line", named, new MACSigner(pem.strip())),
                forged("HMAC with the PEM, no kid", "{\"alg\":\"HS256\"}", new MACSigner(pem)),
                forged("HMAC with the DER", named, new MACSigner(publicKey.getEncoded())),
                forged(
                        "HMAC with the modulus",
                        named,
                        new MACSigner(publicKey.getModulus().toByteArray())),
                forged(
                        "HMAC with n",
                        named,
                        new MACSigner(Base64URL.encode(publicKey.getModulus()).toString())),
                forged("HMAC with the PEM of the one before", named, new MACSigner(TestKeys.publicKey(PREVIOUS))),
                forged(
                        "HMAC with SECRET_KEY, which signs no more",
                        "{\"alg\":\"HS256\"}",
                        new MACSigner(secrets.current())),
                forged("HMAC said to be RSA", "{\"alg\":\"RS256\"}", new MACSigner(PREVIOUS_SECRET)),
                forged("a stranger's key", "{\"alg\":\"RS256\"}", stranger),
                forged("a stranger's key under our name", "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", stranger),
                forged("jwk", "{\"alg\":\"RS256\",\"jwk\":" + theirs + "}", stranger),
                forged("x5c", "{\"alg\":\"RS256\",\"x5c\":[\"" + chain + "\"]}", stranger),
                forged("crit", "{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}", new RSASSASigner(PAIR.getPrivate())),
                Arguments.of("none", encoded("{\"alg\":\"none\"}") + "." + parts[1] + "."),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("a signature of zeros", parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[256])),
                Arguments.of("PS256 in name", encoded("{\"alg\":\"PS256\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("RS512 in name", encoded("{\"alg\":\"RS512\"}") + "." + parts[1] + "." + parts[2]));
    }

    @Test
    void noAddressInAHeaderIsAskedForKeys() throws IOException, JOSEException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            URI address = URI.create("http://127.0.0.1:" + server.socket().getLocalPort() + "/keys.json");
            JWSSigner stranger = new RSASSASigner(STRANGER.getPrivate());
            for (String member : List.of("jku", "x5u")) {
                String header = "{\"alg\":\"RS256\",\"" + member + "\":\"" + address + "\"}";
                Api.refused(api.get("/me", signed(header, stranger)), ErrorCode.INVALID_TOKEN);
            }
            assertThat(server.accept()).isNull();
        }
    }

    private Arguments forged(String what, String header, JWSSigner signer) throws JOSEException {
        return Arguments.of(what, signed(header, signer));
    }

    /** The claims of a good token under a header that the library would not let anybody write. */
    private String signed(String header, JWSSigner signer) throws JOSEException {
        String input = encoded(header) + "." + token.split("\\.", -1)[1];
        JWSAlgorithm algorithm = signer instanceof MACSigner ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256;
        return input + "." + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }
}
