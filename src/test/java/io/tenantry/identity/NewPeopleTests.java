package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Design: an attempt that was taken for dead, and wakes, does no harm to what the next attempt at the request has made. */
@TenantryTest
class NewPeopleTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final NewPeople people;
    private final LoginStore logins;
    private final TenantDirectory directory;

    NewPeopleTests(Api api, NewPeople people, LoginStore logins, TenantDirectory directory) {
        this.api = api;
        this.people = people;
        this.logins = logins;
        this.directory = directory;
    }

    /** Whether it has come to its end or is still at it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWakesLateLeavesTheLoginThatAnotherAttemptMade(boolean active) {
        Api.Account account = api.organization("Asleep");
        String email = Api.uniqueEmail();
        ObjectId id = new ObjectId(
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id"));

        Tenant tenant = directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .blockOptional(PATIENCE)
                .orElseThrow();
        if (!active) {
            logins.suspend(new UserId(id), Instant.now()).block(PATIENCE);
        }

        StepVerifier.create(people.make(
                                OrganizationId.of(account.organizationId()),
                                new NewUser(EmailAddress.of(email), new Secret(Api.PASSWORD), null, "member"),
                                new NewId(id, false, another -> Mono.empty()))
                        .contextWrite(TenantContext.with(tenant)))
                .verifyErrorSatisfies(refusal -> assertThat(refusal)
                        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                        .extracting(ProblemException::code)
                        .isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS));

        assertThat(logins.find(new UserId(id)).blockOptional(PATIENCE)).isPresent();
    }

    /** Else a login could be active whose user that other removal has taken. */
    @Test
    void whoIsRefusedLateTakesBackNoSuspensionButTheirOwn() {
        Api.Account account = api.organization("Twice Removed");
        Api.Person person = api.person(account, "member");
        UserId id = new UserId(new ObjectId(person.id()));
        Instant one = Instant.now();
        Instant another = one.plusMillis(1);
        logins.suspend(id, one).block(PATIENCE);
        logins.suspend(id, another).block(PATIENCE);

        logins.reactivate(id, one, Instant.now()).block(PATIENCE);
        Api.refused(api.login(person.email(), Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);

        logins.reactivate(id, another, Instant.now()).block(PATIENCE);
        api.signIn(person.email());
    }
}
