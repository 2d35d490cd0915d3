package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.Tenantry;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What one instance changes, another notices within a second, by one query for all organizations. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesTests {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** What two busy cores may add to what is promised. */
    private static final Duration NOISE = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Environment environment;
    private final OperationRunner runner;
    private final OrganizationStore organizations;
    private final Plans plans;
    private final Sinks.Empty<Void> deletionIsHeld = Sinks.empty();
    private final Sinks.Empty<Void> deletionGoesOn = Sinks.empty();
    private ConfigurableApplicationContext other;

    TwoInstancesTests(
            Api api, Environment environment, OperationRunner runner, OrganizationStore organizations, Plans plans) {
        this.api = api;
        this.environment = environment;
        this.runner = runner;
        this.organizations = organizations;
        this.plans = plans;
    }

    @BeforeAll
    void startAnother() {
        ApplicationContextInitializer<GenericApplicationContext> hook =
                context -> context.registerBean(StepHook.class, () -> this::heldBeforeDropping);
        other = new SpringApplicationBuilder(Tenantry.class)
                .web(WebApplicationType.REACTIVE)
                .initializers(hook)
                .run(
                        "--server.port=0",
                        "--tenantry.tenancy.mongodb-url=" + setting("tenancy.mongodb-url"),
                        "--tenantry.tenancy.master-database=" + setting("tenancy.master-database"),
                        "--tenantry.tokens.secret-key=" + setting("tokens.secret-key"));
    }

    private Mono<Void> heldBeforeDropping(OperationType type, StepName step) {
        return type == OperationType.DELETE && step == StepName.DROP
                ? Mono.<Void>fromRunnable(deletionIsHeld::tryEmitEmpty).then(deletionGoesOn.asMono())
                : Mono.empty();
    }

    private String setting(String name) {
        return environment.getRequiredProperty("tenantry." + name);
    }

    @AfterAll
    void stopIt() {
        other.close();
    }

    @Test
    void aNewOrganizationIsFoundAtOnce() {
        Api.Account account = api.organization("Seen");

        assertThat(there(account)).isPresent();
    }

    @Test
    void aRenameIsNoticed() {
        Api.Account account = api.organization("Before");
        assertThat(there(account)).map(Tenant::name).contains(account.name());
        String after = Api.uniqueName("After");

        api.rename(account, after).expectStatus().isOk();

        await().atMost(A_SECOND.plus(NOISE))
                .until(() -> there(account).map(Tenant::name).equals(Optional.of(after)));
        assertThat(byName(account.name())).isEmpty();
        assertThat(byName(after)).isPresent();
    }

    @Test
    void aDeletionIsNoticed() {
        Api.Account account = api.organization("Short Lived");
        assertThat(there(account)).isPresent();

        api.delete(account.token(), account.name()).expectStatus().isNoContent();

        await().atMost(A_SECOND.plus(NOISE)).until(() -> there(account).isEmpty());
    }

    /** Contract: "a suspended organization's tokens get 403 {@code organization_suspended}". */
    @Test
    void aSuspensionAndItsEndAreNoticed() {
        Api.Account account = api.organization("Suspended");
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);

        api.turn(account, "suspend").expectStatus().isOk();
        await().atMost(A_SECOND.plus(NOISE)).until(() -> thereAsks(account) == HttpStatus.FORBIDDEN);

        api.turn(account, "resume").expectStatus().isOk();
        await().atMost(A_SECOND.plus(NOISE)).until(() -> thereAsks(account) == HttpStatus.OK);
    }

    /** Who was known there is not known any more once this instance has answered, whichever instance is asked. */
    @Test
    void aDeactivationIsNoticed() {
        Api.Account account = api.organization("Staff");
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        String token =
                Api.text(api.login(email, Api.PASSWORD, null).expectStatus().isOk(), "access_token");
        assertThat(thereAsks(token)).isEqualTo(HttpStatus.OK);

        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();

        api.get("/me", token).expectStatus().isUnauthorized();
        await().atMost(A_SECOND.plus(NOISE)).until(() -> thereAsks(token) == HttpStatus.UNAUTHORIZED);
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);
    }

    /** Its lease ran out, and this instance ended it. Who asked there hears what it came to. */
    @Test
    void aDeletionThatIsEndedElsewhereIsAnswered() {
        Api.Account account = api.organization("Doomed");
        CompletableFuture<HttpStatusCode> answer = CompletableFuture.supplyAsync(() -> thereDeletes(account));
        deletionIsHeld.asMono().block(PATIENCE);

        takenOver(OrganizationId.of(account.organizationId())).block(PATIENCE);
        deletionGoesOn.tryEmitEmpty();

        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(HttpStatus.NO_CONTENT);
    }

    /** A sign of life of the other instance may come between. */
    private Mono<Organization> takenOver(OrganizationId id) {
        return organizations
                .find(id)
                .flatMap(deleting -> runner.takeOver(plans.of(OperationType.DELETE), deleting))
                .repeatWhenEmpty(again -> again)
                .flatMap(OperationRunner.Running::outcome);
    }

    private HttpStatusCode thereDeletes(Api.Account account) {
        return there().mutate()
                .responseTimeout(PATIENCE)
                .build()
                .method(HttpMethod.DELETE)
                .uri("/org/delete")
                .headers(headers -> headers.setBearerAuth(account.token()))
                .bodyValue(Map.of("organization_name", account.name()))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus();
    }

    private HttpStatusCode thereAsks(Api.Account account) {
        return thereAsks(account.token());
    }

    /** {@code GET /me} at the other instance. */
    private HttpStatusCode thereAsks(String token) {
        return there().get()
                .uri("/me")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus();
    }

    private WebTestClient there() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + other.getEnvironment().getRequiredProperty("local.server.port"))
                .build();
    }

    private Optional<Tenant> there(Api.Account account) {
        return directory().find(OrganizationId.of(account.organizationId())).blockOptional();
    }

    private Optional<Tenant> byName(String name) {
        return directory().findByName(name).blockOptional();
    }

    private TenantDirectory directory() {
        return other.getBean(TenantDirectory.class);
    }
}
