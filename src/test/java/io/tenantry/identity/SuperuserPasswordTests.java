package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /me/password}, for superusers: "revokes the other sessions". */
@TenantryTest
class SuperuserPasswordTests {

    private static final String ANOTHER = "staple wrong battery";

    private final Api api;
    private final Databases databases;
    private String email = "";
    private ObjectId id = new ObjectId();
    private String token = "";

    SuperuserPasswordTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void aSuperuser() {
        email = Api.uniqueEmail();
        id = new ObjectId(Api.text(
                api.register(api.superuser(), email, Api.PASSWORD)
                        .expectStatus()
                        .isCreated(),
                "id"));
        token = api.login(email);
    }

    private WebTestClient.ResponseSpec change(String current, Map<String, String> more) {
        return api.post(
                "/me/password",
                token,
                Api.fields("current_password", current, "new_password", ANOTHER, "otp", more.get("otp")));
    }

    @Test
    void anotherPasswordEndsTheOtherSessions() {
        String other = api.login(email);

        change(Api.PASSWORD, Map.of()).expectStatus().isNoContent();

        Api.refused(api.get("/organization", other), ErrorCode.INVALID_TOKEN);
        api.get("/organization", token).expectStatus().isOk();
        Api.refused(api.adminLogin(email, Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        api.adminLogin(email, ANOTHER).expectStatus().isOk();
    }

    @Test
    void itIsToldInThePlatformsLogWithoutThePassword() {
        change(Api.PASSWORD, Map.of()).expectStatus().isNoContent();

        assertThat(databases.find(databases.master(), "platform_audit", Filters.eq("actor.id", id)))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("action", "change_password")
                        .containsEntry("resource_type", "superusers")
                        .containsEntry("resource_id", id.toHexString()))
                .satisfies(entry -> assertThat(entry.toJson()).doesNotContain(ANOTHER, Api.PASSWORD));
    }

    @Test
    void itIsChangedByWhoKnowsIt() {
        Api.refused(change("wrong", Map.of()), ErrorCode.INVALID_CREDENTIALS);

        api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
    }

    @Test
    void whoHasASecondFactorShowsIt() {
        String code = Authenticator.enrolled(api, token).confirmed(api, token).get(0);

        Api.refused(change(Api.PASSWORD, Map.of()), ErrorCode.OTP_REQUIRED);
        change(Api.PASSWORD, Map.of("otp", code)).expectStatus().isNoContent();
    }

    /** Whose password would it be? */
    @Test
    void notWhileActingInAnOrganization() {
        Api.refused(
                api.http()
                        .post()
                        .uri("/me/password")
                        .headers(headers -> headers.setBearerAuth(token))
                        .header("X-Organization", api.organization("Entered").organizationId())
                        .header(HttpHeaders.CONTENT_TYPE, "application/json")
                        .bodyValue(Map.of("current_password", Api.PASSWORD, "new_password", ANOTHER))
                        .exchange(),
                ErrorCode.FORBIDDEN);
    }
}
