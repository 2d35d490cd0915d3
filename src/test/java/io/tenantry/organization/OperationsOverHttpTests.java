package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract: {@code PUT /org/update} with {@code Prefer: wait=N}, and {@code GET /operations/{id}}. */
@TenantryTest
class OperationsOverHttpTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api;
    private final Databases databases;

    OperationsOverHttpTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @Test
    void aCallerWhoDoesNotWaitIsToldWhereToLook() {
        Api.Account account = api.organization("Hasty");
        String name = Api.uniqueName("Hastier");

        WebTestClient.ResponseSpec accepted =
                rename(account, name, "wait=0").expectStatus().isAccepted();
        String location = location(accepted);
        Map<String, Object> operation = Api.body(accepted);

        assertThat(location).isEqualTo("/operations/" + operation.get("id"));
        assertThat(operation)
                .containsEntry("organization_id", account.organizationId())
                .containsEntry("type", "rename")
                .containsEntry("status", "running")
                .containsKeys("step", "progress", "error", "created_at", "updated_at");
        await().atMost(SOON).until(() -> status(account, location).equals("succeeded"));
        assertThat(Api.body(api.get(location, account.token())))
                .containsEntry("step", null)
                .containsEntry("progress", Map.of("done", 1, "total", 1))
                .containsEntry("error", null);
        assertThat(api.databaseOf(account, name)).startsWith("org_hastier");
    }

    @Test
    void aRenameThatCouldNotBeDoneSaysWhy() {
        Api.Account account = api.organization("Hasty");
        String name = Api.uniqueName("Foreign");
        String database = "org_" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
        databases.insert(database, "orders", new Document("_id", 1));

        String location =
                location(rename(account, name, "wait=0").expectStatus().isAccepted());

        await().atMost(SOON).until(() -> status(account, location).equals("failed"));
        assertThat(Api.body(api.get(location, account.token())).get("error"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("code", "namespace_occupied")
                .containsKey("detail");
        assertThat(api.details(account, account.name())).containsEntry("status", "active");
    }

    @Test
    void aNameThatIsTakenIsRefusedAtOnce() {
        Api.Account account = api.organization("Hasty");

        Api.refused(rename(account, api.organization("Owner").name(), "wait=0"), ErrorCode.ORGANIZATION_NAME_TAKEN);

        assertThat(api.details(account, account.name())).containsEntry("status", "active");
    }

    @Test
    void whoWaitsHearsTheEnd() {
        Api.Account account = api.organization("Patient");

        rename(account, Api.uniqueName("Done"), "wait=20").expectStatus().isOk();
    }

    @Test
    void anOperationOfAnotherOrganizationIsNone() {
        Api.Account account = api.organization("Hasty");
        Api.Account stranger = api.organization("Stranger");
        String location = location(
                rename(account, Api.uniqueName("Mine"), "wait=0").expectStatus().isAccepted());

        Map<String, Object> foreign = Api.refused(api.get(location, stranger.token()), ErrorCode.NOT_FOUND);
        Map<String, Object> absent =
                Api.refused(api.get("/operations/" + new ObjectId(), stranger.token()), ErrorCode.NOT_FOUND);

        assertThat(foreign.get("detail")).isEqualTo(absent.get("detail"));
        Api.refused(api.get("/operations/nonsense", stranger.token()), ErrorCode.NOT_FOUND);
        Api.refused(api.get(location, null), ErrorCode.AUTHENTICATION_REQUIRED);
        await().atMost(SOON).until(() -> status(account, location).equals("succeeded"));
    }

    @Test
    void aSecondOperationWaitsForTheFirst() {
        Api.Account account = api.organization("Busy");
        String location = location(rename(account, Api.uniqueName("First"), "wait=0")
                .expectStatus()
                .isAccepted());

        Api.refused(rename(account, Api.uniqueName("Second"), "wait=0"), ErrorCode.OPERATION_IN_PROGRESS);

        await().atMost(SOON).until(() -> status(account, location).equals("succeeded"));
    }

    private WebTestClient.ResponseSpec rename(Api.Account account, String name, String prefer) {
        return api.http()
                .put()
                .uri("/org/update")
                .header("Prefer", prefer)
                .headers(headers -> headers.setBearerAuth(account.token()))
                .bodyValue(Map.of("organization_name", name))
                .exchange();
    }

    private static String location(WebTestClient.ResponseSpec answer) {
        URI location = answer.returnResult().getResponseHeaders().getLocation();
        return Objects.requireNonNull(location, HttpHeaders.LOCATION).toString();
    }

    private String status(Api.Account account, String location) {
        return Api.text(api.get(location, account.token()).expectStatus().isOk(), "status");
    }
}
