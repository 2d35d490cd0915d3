package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Platform (superusers)": who they are, how they sign in, and that they are nobody in an organization. */
@TenantryTest
class SuperuserTests {

    private final Api api;
    private final Databases databases;
    private final String key;

    SuperuserTests(Api api, Databases databases, Environment environment) {
        this.api = api;
        this.databases = databases;
        this.key = environment.getRequiredProperty("tenantry.tokens.secret-key");
    }

    @Test
    void aSuperuserMakesAnother() {
        String email = Api.uniqueEmail();

        assertThat(Api.body(api.register(api.superuser(), email, Api.PASSWORD)
                        .expectStatus()
                        .isCreated()))
                .containsEntry("email", email)
                .containsOnlyKeys("id", "email", "created_at");

        api.get("/organization", api.login(email)).expectStatus().isOk();
    }

    @Test
    void nobodyElseDoes() {
        Api.Account account = api.organization("Modest");
        String token = api.person(account, "member").token();

        Api.refused(api.register(null, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.register("worthless", Api.uniqueEmail(), Api.PASSWORD), ErrorCode.INVALID_TOKEN);
        Api.refused(api.register(account.token(), Api.uniqueEmail(), Api.PASSWORD), ErrorCode.FORBIDDEN);
        Api.refused(api.register(token, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.FORBIDDEN);
        Api.refused(api.registerFirst("not the bootstrap token", Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void anAddressBelongsToOneSuperuser() {
        String superuser = api.superuser();
        String email = Api.uniqueEmail();
        api.register(superuser, email, Api.PASSWORD).expectStatus().isCreated();

        Api.refused(api.register(superuser, email.toUpperCase(Locale.ROOT), "another one"), ErrorCode.EMAIL_TAKEN);
    }

    @Test
    void thePasswordIsChecked() {
        String superuser = api.superuser();

        Api.refusedFor("password", api.register(superuser, Api.uniqueEmail(), "seven77"));
        Api.refusedFor("password", api.register(superuser, Api.uniqueEmail(), "x".repeat(257)));
        Api.refusedFor("email", api.register(superuser, "nobody", Api.PASSWORD));
    }

    /** "Superusers use it too (organization fields null)"; "Access token": no {@code organization_id}. */
    @Test
    void aSuperuserSignsInWithoutAnOrganization() throws ParseException {
        api.superuser();
        String email = Api.uniqueEmail();
        String id = Api.text(
                api.register(api.superuser(), email, Api.PASSWORD)
                        .expectStatus()
                        .isCreated(),
                "id");

        Map<String, Object> answer =
                Api.body(api.adminLogin(email, Api.PASSWORD).expectStatus().isOk());

        assertThat(answer)
                .containsEntry("token_type", "bearer")
                .containsEntry("expires_in", 1_800)
                .containsEntry("admin_id", null)
                .containsEntry("organization_id", null)
                .containsEntry("organization_name", null);
        assertThat(SignedJWT.parse(String.valueOf(answer.get("access_token")))
                        .getJWTClaimsSet()
                        .getClaims())
                .containsEntry("sub", id)
                .containsEntry("role", "superuser")
                .containsEntry("email", email)
                .doesNotContainKeys("organization_id", "admin_id");
        assertThat(databases.find(databases.master(), "superusers", Filters.eq("email", email)))
                .singleElement()
                .satisfies(account -> assertThat(account).containsKey("last_login_at"));
    }

    @Test
    void theLoginOfPeopleDoesNotKnowSuperusers() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();

        Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.adminLogin(email, "wrong password"), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(
                api.send(
                        HttpMethod.PUT,
                        "/org/update",
                        null,
                        Map.of("organization_name", Api.uniqueName("Mine"), "email", email, "password", Api.PASSWORD)),
                ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void anAdminWhoIsASuperuserTooSaysWhichByTheOrganization() {
        Api.Account account = api.organization("Two Hats");
        api.register(api.superuser(), account.email(), Api.PASSWORD)
                .expectStatus()
                .isCreated();

        assertThat(Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.ORGANIZATION_REQUIRED)
                        .get("organizations"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(
                        Map.of("organization_id", account.organizationId(), "organization_name", account.name()));
        assertThat(Api.body(adminLogin(account.email(), account.name())
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", account.organizationId());
        assertThat(Api.body(adminLogin(account.email(), "").expectStatus().isOk()))
                .containsEntry("organization_id", null);
        // The password decides where there are two.
        String other = api.organization("Other Hat").email();
        api.register(api.superuser(), other, "another password").expectStatus().isCreated();
        assertThat(Api.body(
                        api.adminLogin(other, "another password").expectStatus().isOk()))
                .containsEntry("organization_id", null);
        api.adminLogin(other, Api.PASSWORD)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.organization_id")
                .isNotEmpty();
    }

    private WebTestClient.ResponseSpec adminLogin(String email, String organizationName) {
        return api.post(
                "/admin/login",
                null,
                Map.of("email", email, "password", Api.PASSWORD, "organization_name", organizationName));
    }

    /** No tenant code meets a superuser. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routesOfOrganizations")
    void aSuperuserIsNobodyInAnOrganization(HttpMethod method, String path, Map<String, Object> body) {
        assertThat(Api.refused(api.send(method, path, api.superuser(), body), ErrorCode.FORBIDDEN)
                        .get("detail"))
                .asString()
                .contains("X-Organization");
    }

    static Stream<Arguments> routesOfOrganizations() {
        String someone = "/user/" + new ObjectId();
        return Stream.of(
                Arguments.of(HttpMethod.GET, "/me", Map.of()),
                Arguments.of(HttpMethod.GET, "/user/list", Map.of()),
                Arguments.of(HttpMethod.GET, someone, Map.of()),
                Arguments.of(HttpMethod.PATCH, someone, Map.of("role", "admin")),
                Arguments.of(HttpMethod.DELETE, someone, Map.of()),
                Arguments.of(
                        HttpMethod.POST,
                        "/user/create",
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "admin")),
                // Nothing else about the request is looked at.
                Arguments.of(HttpMethod.POST, "/user/create", Map.of("unknown", "member")),
                Arguments.of(HttpMethod.PUT, "/org/update", Map.of("organization_name", "Taken Over")),
                Arguments.of(HttpMethod.DELETE, "/org/delete", Map.of("organization_name", "Anything")));
    }

    /** "A member or superuser sees all." */
    @Test
    void aSuperuserSeesAllOfAnOrganization() {
        Api.Account account = api.organization("Transparent");

        assertThat(Api.body(api.http()
                        .get()
                        .uri(uri -> uri.path("/org/get")
                                .queryParam("organization_name", "{name}")
                                .build(account.name()))
                        .headers(headers -> headers.setBearerAuth(api.superuser()))
                        .exchange()
                        .expectStatus()
                        .isOk()))
                .containsEntry("admin_email", account.email())
                .containsKeys("database_name", "tier");
    }

    /** "The server decides from its own record": at every request. */
    @Test
    void aSuperuserWhoWasRemovedIsRefusedAtOnce() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();
        String token = api.login(email);
        api.get("/organization", token).expectStatus().isOk();

        Databases.all(databases.master().getCollection("superusers").deleteOne(Filters.eq("email", email)));

        for (String path : List.of("/organization", "/org/get?organization_name=x", "/me")) {
            Api.refused(api.get(path, token), ErrorCode.INVALID_TOKEN);
        }
        Api.refused(api.register(token, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void theRoleInATokenMakesNobodyASuperuser() {
        Api.Account account = api.organization("Boasting");
        String id = Api.text(api.get("/me", account.token()), "id");
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("tenantry")
                .audience("tenantry")
                .subject(id)
                .claim("role", "superuser")
                .claim("sid", Api.session(account.token()))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(1_800)));

        Api.refused(api.get("/organization", signed(claims.build())), ErrorCode.INVALID_TOKEN);
        Api.refused(
                api.get(
                        "/organization",
                        signed(claims.claim("organization_id", account.organizationId())
                                .build())),
                ErrorCode.FORBIDDEN);
    }

    private String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
