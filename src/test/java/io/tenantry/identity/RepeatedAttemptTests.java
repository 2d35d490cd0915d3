package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is asked for again with the same Idempotency-Key, after an attempt that broke off or of whose end nobody was told. */
@TenantryTest
class RepeatedAttemptTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Databases databases;
    private final TenantDirectory directory;
    private final Superusers superusers;
    private final SuperuserStore accounts;
    private final ApiKeyStore keys;
    private final Clock clock;

    RepeatedAttemptTests(
            Api api,
            Databases databases,
            TenantDirectory directory,
            Superusers superusers,
            SuperuserStore accounts,
            ApiKeyStore keys,
            Clock clock) {
        this.api = api;
        this.databases = databases;
        this.directory = directory;
        this.superusers = superusers;
        this.accounts = accounts;
        this.keys = keys;
        this.clock = clock;
    }

    /** "An entry is there before its answer". */
    @Test
    void aSuperuserWhoWasMadeIsRecordedBeforeTheAnswer() {
        UserId id = new UserId(new ObjectId());
        EmailAddress email = EmailAddress.of(Api.uniqueEmail());
        block(accounts.insert(SuperuserAccount.another(id, email, "hash", clock.instant())));
        Origin origin =
                new Origin(new Origin.Who(ActorType.SUPERUSER, new ObjectId(), "root@example.com"), null, "request");

        SuperuserAccount answer = block(superusers
                .register(null, null, new NewSuperuser(email, new Secret(Api.PASSWORD)))
                .contextWrite(new NewId(id.value(), true, another -> Mono.empty()).inContext())
                .contextWrite(origin.inContext()));

        assertThat(answer.id()).isEqualTo(id);
        assertThat(databases.find(databases.master(), "platform_audit", Filters.eq("resource_id", id.toString())))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("action", "create"));
    }

    @Test
    void aKeyThatWasRevokedMeanwhileStaysRevoked() {
        Tenant tenant = tenant();
        ApiKey key = key(tenant);
        in(tenant, keys.insert(key));
        in(tenant, keys.revoke(key.id(), clock.instant()));

        StepVerifier.create(keys.put(key).contextWrite(TenantContext.with(tenant)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.VERSION_CONFLICT)));

        assertThat(in(tenant, keys.find(key.id())).isRevoked()).isTrue();
    }

    @Test
    void aKeyOfWhichNobodyWasToldIsReplaced() {
        Tenant tenant = tenant();
        ApiKey first = key(tenant);
        in(tenant, keys.insert(first));
        ApiKey second = ApiKey.create(
                first.id(), ApiKeyText.random(tenant.id()), wanted(), new UserId(new ObjectId()), clock.instant());

        in(tenant, keys.put(second));

        assertThat(in(tenant, keys.find(first.id())).keyPrefix()).isEqualTo(second.keyPrefix());
    }

    private Tenant tenant() {
        Api.Account account = api.organization("Repeating");
        return block(directory.readCurrent(OrganizationId.of(account.organizationId())));
    }

    private ApiKey key(Tenant tenant) {
        UserId maker = new UserId(new ObjectId());
        return ApiKey.create(
                new UserId(new ObjectId()), ApiKeyText.random(tenant.id()), wanted(), maker, clock.instant());
    }

    private static NewApiKey wanted() {
        return new NewApiKey("Desk", "member", null);
    }

    private static <T> T in(Tenant tenant, Mono<T> work) {
        return block(work.contextWrite(TenantContext.with(tenant)));
    }

    private static <T> T block(Mono<T> work) {
        return Objects.requireNonNull(work.block(PATIENCE));
    }
}
