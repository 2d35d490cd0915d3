package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Soon;
import io.tenantry.Tenantry;
import io.tenantry.TenantryTest;
import io.tenantry.TestService;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
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

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORTLY = Duration.ofMillis(20);
    private static final StepHook NO_HOOK = (type, step) -> Mono.empty();

    private final Api api;
    private final Environment environment;
    private final OperationRunner runner;
    private final OrganizationStore organizations;
    private final Plans plans;

    /** What the other instance waits for at its steps. */
    private volatile StepHook hook = NO_HOOK;

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
        ApplicationContextInitializer<GenericApplicationContext> hooked =
                context -> context.registerBean(StepHook.class, () -> (type, step) -> this.hook.reached(type, step));
        other = new SpringApplicationBuilder(Tenantry.class)
                .web(WebApplicationType.REACTIVE)
                .initializers(hooked)
                .run(TestService.settingsBeside(environment, "--tenantry.founding.organizations-per-hour=0"));
    }

    @AfterEach
    void waitForNothing() {
        hook = NO_HOOK;
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

        Soon.until(() -> there(account).map(Tenant::name).equals(Optional.of(after)));
        assertThat(byName(account.name())).isEmpty();
        assertThat(byName(after)).isPresent();
    }

    @Test
    void aDeletionIsNoticed() {
        Api.Account account = api.organization("Short Lived");
        assertThat(there(account)).isPresent();

        api.delete(account.token(), account.name()).expectStatus().isNoContent();

        Soon.until(() -> there(account).isEmpty());
    }

    /** The name is asked for so that none is deleted by mistake, and this instance may not have heard of another one yet. */
    @Test
    void noneIsDeletedByANameThatItHadBefore() {
        Api.Account account = api.organization("Kept");
        assertThat(byName(account.name())).isPresent();
        String after = Api.uniqueName("Kept After");
        api.rename(account, after).expectStatus().isOk();

        there().method(HttpMethod.DELETE)
                .uri("/org/delete")
                .headers(headers -> headers.setBearerAuth(account.token()))
                .bodyValue(Map.of("organization_name", account.name()))
                .exchange()
                .expectStatus()
                .isNotFound();

        api.lookUp(after).expectStatus().isOk();
    }

    /** Contract: "a suspended organization's tokens get 403 {@code organization_suspended}". */
    @Test
    void aSuspensionAndItsEndAreNoticed() {
        Api.Account account = api.organization("Suspended");
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);

        api.turn(account, "suspend").expectStatus().isOk();
        Soon.until(() -> thereAsks(account) == HttpStatus.FORBIDDEN);

        api.turn(account, "resume").expectStatus().isOk();
        Soon.until(() -> thereAsks(account) == HttpStatus.OK);
    }

    /** Who was known there is not known any more once this instance has answered, whichever instance is asked. */
    @Test
    void aDeactivationIsNoticed() {
        Api.Account account = api.organization("Staff");
        Api.Person colleague = api.person(account, "member");
        assertThat(thereAsks(colleague.token())).isEqualTo(HttpStatus.OK);

        api.send(HttpMethod.PATCH, "/user/" + colleague.id(), account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();

        api.get("/me", colleague.token()).expectStatus().isUnauthorized();
        Soon.until(() -> thereAsks(colleague.token()) == HttpStatus.UNAUTHORIZED);
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aDemandForASecondFactorIsNoticed() {
        Api.Account account = api.organization("Strict");
        assertThat(thereAsks(account.token(), "/user/list")).isEqualTo(HttpStatus.OK);

        api.send(HttpMethod.PATCH, "/org/settings", account.token(), Map.of("require_totp", true))
                .expectStatus()
                .isOk();

        Soon.until(() -> thereAsks(account.token(), "/user/list") == HttpStatus.FORBIDDEN);
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aLesserRoleIsNoticed() {
        Api.Account account = api.organization("Demoted");
        Api.Person colleague = api.person(account, "admin");
        assertThat(thereAsks(colleague.token(), "/audit-log")).isEqualTo(HttpStatus.OK);

        api.send(HttpMethod.PATCH, "/user/" + colleague.id(), account.token(), Map.of("role", "member"))
                .expectStatus()
                .isOk();

        Soon.until(() -> thereAsks(colleague.token(), "/audit-log") == HttpStatus.FORBIDDEN);
        assertThat(thereAsks(colleague.token())).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aLogoutIsNoticed() {
        Api.Account account = api.organization("Logged Out");
        assertThat(thereAsks(account)).isEqualTo(HttpStatus.OK);

        api.post("/auth/logout", account.token(), "").expectStatus().isNoContent();

        Soon.until(() -> thereAsks(account) == HttpStatus.UNAUTHORIZED);
    }

    @Test
    void aRevocationOfAKeyIsNoticed() {
        Api.Account account = api.organization("Revoked");
        Map<String, Object> key = api.apiKey(account, "read_only");
        assertThat(thereAsksWithKey(key)).isEqualTo(HttpStatus.OK);

        api.send(HttpMethod.DELETE, "/api-keys/" + key.get("id"), account.token(), "")
                .expectStatus()
                .isNoContent();

        Soon.until(() -> thereAsksWithKey(key) == HttpStatus.UNAUTHORIZED);
    }

    private HttpStatusCode thereAsksWithKey(Map<String, Object> key) {
        return thereAsks("/user/list", headers -> headers.set("X-API-Key", String.valueOf(key.get("key"))));
    }

    /** A deletion that is under way on the other instance and drops nothing before it is let go on. */
    private Mono<Organization> deletedThere(Api.Account account, Mono<Void> goOn) {
        hook = before(StepName.DROP, goOn);
        Mono<Organization> deleted = thereOf(account)
                .flatMap(organization -> other.getBean(Lifecycle.class).delete(organization))
                .flatMap(Progress::outcome)
                .cache();
        deleted.subscribe();
        return deleted;
    }

    /** On its way out it is as good as gone, and the superuser's token is as good as before. */
    @Test
    void anOrganizationThatIsBeingDeletedIsNotEntered() {
        Api.Account account = api.organization("Leaving");
        String superuser = api.superuser();
        Sinks.Empty<Void> held = Sinks.empty();
        Mono<Organization> deleted = deletedThere(account, held.asMono());

        Soon.untilAsserted(() -> Api.refused(
                api.http()
                        .get()
                        .uri("/user/list")
                        .header("X-Organization", account.organizationId())
                        .headers(headers -> headers.setBearerAuth(superuser))
                        .exchange(),
                ErrorCode.NOT_FOUND));
        held.tryEmitEmpty();

        assertThat(deleted.map(Organization::status).block(PATIENCE)).isEqualTo(OrganizationStatus.DELETING);
    }

    /** Its lease ran out, and this instance ended it. Who asked there hears that it is done. */
    @Test
    void aDeletionThatIsEndedElsewhereIsAnswered() {
        Api.Account account = api.organization("Doomed");
        Sinks.Empty<Void> held = Sinks.empty();
        Mono<Organization> deleted = deletedThere(account, held.asMono());

        takenOver(OrganizationId.of(account.organizationId())).block(PATIENCE);
        held.tryEmitEmpty();

        assertThat(deleted.map(Organization::status).block(PATIENCE)).isEqualTo(OrganizationStatus.DELETING);
    }

    /** A sign of life of the other instance may come between, and it may not have begun. */
    private Mono<Organization> takenOver(OrganizationId id) {
        return organizations
                .find(id)
                .filter(Organization::isBusy)
                .flatMap(deleting -> runner.takeOver(plans.of(OperationType.DELETE), deleting))
                .repeatWhenEmpty(again -> again.delayElements(SHORTLY))
                .flatMap(OperationRunner.Running::outcome);
    }

    /** The reply to its last write came late: the next operation has begun elsewhere, and this instance knows of it. */
    @Test
    void anExecutionGoesOnWithNothingButItsOwn() {
        Api.Account account = api.organization("Overtaken");
        OrganizationDirectory known = other.getBean(OrganizationDirectory.class);
        Organization next = Objects.requireNonNull(thereOf(account).block(PATIENCE));
        Operation another =
                Operation.begin(new ObjectId(), OperationType.DELETE, StepName.DROP, "another", Instant.now());
        hook = before(
                StepName.FINISH,
                Mono.fromRunnable(() -> known.remember(next.doing(another).withVersion(next.version() + 1_000))));

        Mono<Organization> renamed = other.getBean(Lifecycle.class)
                .rename(next, OrganizationName.of(Api.uniqueName("Own")))
                .flatMap(Progress::outcome);

        assertThat(renamed.map(Organization::isBusy).block(PATIENCE)).isFalse();
        known.forget(next.id());
        assertThat(api.get("/me", account.token()).expectBody().returnResult().getStatus())
                .isEqualTo(HttpStatus.OK);
    }

    private Mono<Organization> thereOf(Api.Account account) {
        return other.getBean(OrganizationStore.class).find(OrganizationId.of(account.organizationId()));
    }

    private static StepHook before(StepName step, Mono<Void> wait) {
        return (type, reached) -> reached == step ? wait : Mono.empty();
    }

    private HttpStatusCode thereAsks(Api.Account account) {
        return thereAsks(account.token());
    }

    private HttpStatusCode thereAsks(String token) {
        return thereAsks(token, "/me");
    }

    /** A read at the other instance. */
    private HttpStatusCode thereAsks(String token, String path) {
        return thereAsks(path, headers -> headers.setBearerAuth(token));
    }

    private HttpStatusCode thereAsks(String path, Consumer<HttpHeaders> credentials) {
        return there().get()
                .uri(path)
                .headers(credentials)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus();
    }

    private WebTestClient there() {
        return WebTestClient.bindToServer()
                .responseTimeout(Duration.ofSeconds(30))
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
