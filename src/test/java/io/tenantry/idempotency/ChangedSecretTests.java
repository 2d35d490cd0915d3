package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.TestService;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * {@code PREVIOUS_SECRET_KEYS}, "what was made with them is still good": keys of requests too. The service under test has the
 * old secret, as in the middle of a change, and another instance the new one.
 */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedSecretTests {

    private final Api api;
    private final Databases databases;
    private final Environment environment;
    private ConfigurableApplicationContext changed;

    ChangedSecretTests(Api api, Databases databases, Environment environment) {
        this.api = api;
        this.databases = databases;
        this.environment = environment;
    }

    @BeforeAll
    void start() {
        changed = TestService.beside(
                environment,
                "--tenantry.tokens.secret-key=uB5nX8eK2vC7tJ4wM9zQ1hR6yF3aP0gL",
                "--tenantry.tokens.previous-secret-keys="
                        + environment.getRequiredProperty("tenantry.tokens.secret-key"));
    }

    @AfterAll
    void stop() {
        changed.close();
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        Asked asked = asked("Again");
        String id = Api.text(before(asked).expectStatus().isCreated(), "id");

        WebTestClient.ResponseSpec again = after(asked).expectStatus().isCreated();

        again.expectHeader().valueEquals(IdempotentRequests.REPLAYED, "true");
        assertThat(Api.text(again, "id")).isEqualTo(id);
        assertThat(keys(asked)).isEqualTo(1);
    }

    @Test
    void aKeyIsStillForOneBody() {
        Asked asked = asked("Body");
        before(asked).expectStatus().isCreated();

        Api.refused(after(asked.withName("Another")), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(keys(asked)).isEqualTo(1);
    }

    @Test
    void whoIsAtWorkIsWaitedForAndWhoDiedIsTakenOverFrom() {
        Asked asked = asked("Died");
        String id = Api.text(before(asked).expectStatus().isCreated(), "id");

        unanswered(id, Instant.now());
        Api.refused(after(asked), ErrorCode.IDEMPOTENCY_IN_PROGRESS);
        unanswered(id, Instant.now().minus(UsedKey.LEASE));
        assertThat(Api.text(after(asked).expectStatus().isCreated(), "id")).isEqualTo(id);

        after(asked).expectStatus().isCreated().expectHeader().valueEquals(IdempotentRequests.REPLAYED, "true");
        assertThat(keys(asked)).isEqualTo(1);
    }

    @Test
    void whatIsNewIsKeptUnderTheNewSecret() {
        Asked asked = asked("New");
        String id = Api.text(after(asked).expectStatus().isCreated(), "id");
        assertThat(Api.text(after(asked).expectStatus().isCreated(), "id")).isEqualTo(id);

        assertThat(Api.text(before(asked).expectStatus().isCreated(), "id"))
                .as("what an instance makes that does not know the new secret")
                .isNotEqualTo(id);
    }

    @Test
    void afterADayAKeyIsFree() {
        Asked asked = asked("Day");
        String id = Api.text(before(asked).expectStatus().isCreated(), "id");
        change(id, Updates.set("first_used_at", Date.from(Instant.now().minus(Duration.ofHours(24)))));

        String another = Api.text(after(asked).expectStatus().isCreated(), "id");

        assertThat(another).isNotEqualTo(id);
        assertThat(Api.text(after(asked).expectStatus().isCreated(), "id")).isEqualTo(another);
    }

    /** A request for an API key of some name. */
    private record Asked(Api.Account account, String key, String name) {

        Asked withName(String another) {
            return new Asked(account, key, another);
        }
    }

    private Asked asked(String organization) {
        return new Asked(api.organization(organization), UUID.randomUUID().toString(), "Desk");
    }

    private WebTestClient.ResponseSpec before(Asked asked) {
        return post(api.url(), asked);
    }

    private WebTestClient.ResponseSpec after(Asked asked) {
        return post("http://127.0.0.1:" + changed.getEnvironment().getRequiredProperty("local.server.port"), asked);
    }

    private WebTestClient.ResponseSpec post(String instance, Asked asked) {
        return api.http()
                .mutate()
                .baseUrl(instance)
                .build()
                .post()
                .uri("/api-keys")
                .headers(headers -> headers.setBearerAuth(asked.account().token()))
                .header(IdempotencyKey.HEADER, asked.key())
                .bodyValue(Map.of("name", asked.name(), "role", "member"))
                .exchange();
    }

    private int keys(Asked asked) {
        Object items = Api.body(api.get("/api-keys", asked.account().token())).get("items");
        return ((List<?>) Objects.requireNonNull(items)).size();
    }

    private void unanswered(String id, Instant startedAt) {
        change(id, Updates.combine(Updates.unset("answer"), Updates.set("started_at", Date.from(startedAt))));
    }

    private void change(String id, Bson change) {
        Databases.all(databases
                .master()
                .getCollection("idempotency_keys")
                .updateOne(Filters.eq("new_id", new ObjectId(id)), change));
    }
}
