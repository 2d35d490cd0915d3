package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Issue: {@code require_totp}. Who has no second factor then can do nothing but set one up. */
@TenantryTest
class RequiredSecondFactorTests {

    private final Api api;
    private final Databases databases;
    private final RequestMappingHandlerMapping routes;
    private Api.Account ada = new Api.Account("", "", "", "");
    private Authenticator phone = Authenticator.of("GEZDGNBVGY3TQOJQ");
    private List<String> recoveryCodes = List.of();
    private String graceEmail = "";
    private String grace = "";

    RequiredSecondFactorTests(
            Api api,
            Databases databases,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        this.api = api;
        this.databases = databases;
        this.routes = routes;
    }

    /** Ada, who has one, demands it of Grace, who was signed in before. */
    @BeforeEach
    void demand() {
        ada = api.organization("Strict");
        phone = Authenticator.enrolled(api, ada.token());
        recoveryCodes = phone.confirmed(api, ada.token());
        graceEmail = Api.uniqueEmail();
        api.createUser(ada, graceEmail, "admin").expectStatus().isCreated();
        grace = api.signIn(graceEmail);
        api.get("/user/list", grace).expectStatus().isOk();
        demand(true);
    }

    private void demand(boolean demanded) {
        api.send(HttpMethod.PATCH, "/org/settings", ada.token(), Map.of("require_totp", demanded))
                .expectStatus()
                .isOk();
    }

    private static void refused(WebTestClient.ResponseSpec response) {
        Api.refused(response, ErrorCode.SECOND_FACTOR_REQUIRED);
    }

    @Test
    void theNextRequestOfWhoHasNoneIsRefused() {
        refused(api.get("/user/list", grace));
        refused(api.get("/org/settings", grace));
        refused(api.get("/org/get?organization_name=" + ada.name(), grace));
        refused(api.send(HttpMethod.PATCH, "/me", grace, Map.of("full_name", "Grace")));
        refused(api.post(
                "/me/password", grace, Map.of("current_password", Api.PASSWORD, "new_password", "staple wrong")));
        refused(api.rename(new Api.Account("", "", "", grace), Api.uniqueName("Renamed")));
        refused(api.delete(grace, ada.name()));
        refused(api.post("/auth/totp/disable", grace, Map.of("password", Api.PASSWORD, "code", "123456")));
        refused(api.send(HttpMethod.PATCH, "/org/settings", grace, Map.of("require_totp", false)));

        api.get("/user/list", ada.token()).expectStatus().isOk();
    }

    @Test
    void theyMaySeeThemselvesAndSetOneUp() {
        api.get("/me", grace).expectStatus().isOk();
        Authenticator theirs = Authenticator.enrolled(api, grace);
        refused(api.get("/user/list", grace));

        theirs.confirmed(api, grace);

        api.get("/user/list", grace).expectStatus().isOk();
        assertThat(Api.body(api.get("/me", grace))).containsEntry("totp_enabled", true);
    }

    @Test
    void theySignInAsBefore() {
        String again = api.signIn(graceEmail);

        refused(api.get("/user/list", again));
        api.get("/me", again).expectStatus().isOk();
        String admin =
                Api.text(api.adminLogin(graceEmail, Api.PASSWORD).expectStatus().isOk(), "access_token");
        refused(api.get("/user/list", admin));
        api.post("/auth/logout", again, "").expectStatus().isNoContent();
    }

    @Test
    void theyGoOnWhenItIsNotDemandedAnyMore() {
        refused(api.get("/user/list", grace));

        demand(false);

        api.get("/user/list", grace).expectStatus().isOk();
    }

    /** The instance that made the first attempt died before it could tell the others. */
    @Test
    void aDemandThatIsRepeatedIsNoticed() {
        demand(false);
        api.get("/user/list", grace).expectStatus().isOk();
        Databases.all(databases
                .database(api.databaseOf(ada, ada.name()))
                .getCollection("settings")
                .updateOne(new Document(), Updates.set("require_totp", true)));
        api.get("/user/list", grace).expectStatus().isOk();

        demand(true);

        refused(api.get("/user/list", grace));
    }

    @Test
    void whileItIsDemandedNobodyDisablesTheirs() {
        Map<String, String> both = Map.of("password", Api.PASSWORD, "code", recoveryCodes.get(0));

        Api.refused(api.post("/auth/totp/disable", ada.token(), both), ErrorCode.TOTP_DEMANDED);
        assertThat(Api.body(api.get("/me", ada.token()))).containsEntry("totp_enabled", true);

        demand(false);
        api.post("/auth/totp/disable", ada.token(), both).expectStatus().isNoContent();
    }

    /** Contract: "these credentials pass every check of a login", and their owner may do no more than with a token. */
    @Test
    void theirPasswordRenamesNothing() {
        String name = Api.uniqueName("Renamed");

        Api.refused(renaming(name, Api.PASSWORD), ErrorCode.SECOND_FACTOR_REQUIRED);
        Api.refused(renaming(name, "wrong password"), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.lookUp(name), ErrorCode.NOT_FOUND);
        assertThat(Api.items(api.get("/audit-log?action=update_refused", ada.token())))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("resource_type", "organization")
                        .extractingByKey("actor", InstanceOfAssertFactories.MAP)
                        .containsEntry("email", graceEmail));

        demand(false);
        renaming(name, Api.PASSWORD).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec renaming(String name, String password) {
        return api.send(
                HttpMethod.PUT,
                "/org/update",
                null,
                Map.of("organization_name", name, "email", graceEmail, "password", password));
    }

    @Test
    void keysAndSuperusersAreNotAsked() {
        String key = String.valueOf(api.apiKey(ada, "read_only").get("key"));

        api.http()
                .get()
                .uri("/user/list")
                .header("X-API-Key", key)
                .exchange()
                .expectStatus()
                .isOk();
        api.http()
                .get()
                .uri("/user/list")
                .headers(headers -> headers.setBearerAuth(api.superuser()))
                .header("X-Organization", ada.organizationId())
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void itIsDemandedAfterARename() {
        api.rename(ada, Api.uniqueName("Renamed")).expectStatus().isOk();

        refused(api.get("/user/list", grace));
        Soon.untilAsserted(() -> refused(api.get("/user/list", api.signIn(graceEmail))));
    }

    @Test
    void nothingElseIsOpenToThem() {
        assertThat(routes.getHandlerMethods().entrySet().stream()
                        .filter(route -> Requirement.of(route.getValue()) instanceof Requirement.Own own
                                && own.beforeSecondFactor())
                        .map(Map.Entry::getKey)
                        .map(RequiredSecondFactorTests::name))
                .containsExactlyInAnyOrder(
                        "GET /me", "POST /auth/totp/enroll", "POST /auth/totp/confirm", "POST /auth/logout");
    }

    private static String name(RequestMappingInfo route) {
        return String.join(
                        ",",
                        route.getMethodsCondition().getMethods().stream()
                                .map(Enum::name)
                                .toList())
                + " " + String.join(",", route.getPatternsCondition().getDirectPaths());
    }
}
