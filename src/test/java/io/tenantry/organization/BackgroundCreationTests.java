package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Platform": {@code POST /organization/create}. */
@TenantryTest
class BackgroundCreationTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api;
    private String superuser = "";

    BackgroundCreationTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void signIn() {
        superuser = api.superuser();
    }

    @Test
    void itIsMadeInTheBackground() {
        String name = Api.uniqueName("Provisioned");
        String email = Api.uniqueEmail();

        String operation = accepted(
                Map.of("organization_name", name, "admin_email", email, "admin_password", Api.PASSWORD, "tier", "pro"));

        await().atMost(SOON).until(() -> status(operation).equals("succeeded"));
        String admin = api.login(email);
        assertThat(Api.body(api.get("/organization?q=" + name, superuser)).get("items"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.get("tier")).isEqualTo("pro");
                    assertThat(made.get("status")).isEqualTo("active");
                });
        api.get("/me", admin).expectStatus().isOk();
        api.get(operation, admin).expectStatus().isOk();
    }

    @Test
    void whatCouldNotBeMadeSaysWhy() {
        Api.Account account = api.organization("There");

        String operation = accepted(Map.of(
                "organization_name", account.name(), "admin_email", Api.uniqueEmail(), "admin_password", Api.PASSWORD));

        await().atMost(SOON).until(() -> status(operation).equals("failed"));
        assertThat(Api.body(api.get(operation, superuser)).get("error"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("code", "organization_name_taken");
        Api.refused(api.get(operation, account.token()), ErrorCode.NOT_FOUND);
    }

    @Test
    void badInputIsRefusedAtOnce() {
        Map<String, Object> good = Map.of(
                "organization_name", Api.uniqueName("Bad"),
                "admin_email", Api.uniqueEmail(),
                "admin_password", Api.PASSWORD);

        Api.refusedFor("admin_password", create(with(good, "admin_password", "short")));
        Api.refusedFor("organization_name", create(with(good, "organization_name", "- -")));
        Api.refusedFor("placement", create(with(good, "placement", Map.of("cluster", "elsewhere"))));
        Api.refused(create(with(good, "tier", "gold")), ErrorCode.VALIDATION_FAILED);
        Api.refused(create(with(good, "status", "active")), ErrorCode.VALIDATION_FAILED);
        Api.refused(api.post("/organization/create", null, good), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.Account account = api.organization("Outside");
        Api.refused(api.post("/organization/create", account.token(), good), ErrorCode.FORBIDDEN);
    }

    private static Map<String, Object> with(Map<String, Object> good, String field, Object value) {
        Map<String, Object> bad = new HashMap<>(good);
        bad.put(field, value);
        return bad;
    }

    private WebTestClient.ResponseSpec create(Map<String, Object> request) {
        return api.post("/organization/create", superuser, request);
    }

    private String accepted(Map<String, Object> request) {
        WebTestClient.ResponseSpec answer = create(request).expectStatus().isAccepted();
        URI location = answer.returnResult().getResponseHeaders().getLocation();
        assertThat(Api.body(answer)).containsEntry("type", "provision").containsKey("id");
        return Objects.requireNonNull(location).toString();
    }

    private String status(String operation) {
        return Api.text(api.get(operation, superuser).expectStatus().isOk(), "status");
    }
}
