package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.identity.Admitted;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An attempt that was taken for dead, and wakes when the next attempt at the same request has told its caller of a token. */
@TenantryTest
class LateInvitationTests {

    private final Api api;
    private final InvitationService invitations;
    private final TenantDirectory directory;
    private final People people;

    LateInvitationTests(Api api, InvitationService invitations, TenantDirectory directory) {
        this.api = api;
        this.invitations = invitations;
        this.directory = directory;
        this.people = new People(api);
    }

    @Test
    void whoWakesLateLeavesTheTokenThatWasTold() {
        Api.Account account = api.organization("Asleep");
        String email = Api.uniqueEmail();
        Map<String, Object> told = people.invited(account, email, "member");

        StepVerifier.create(attempt(account, email, told, false))
                .verifyErrorSatisfies(refusal ->
                        assertThat(((ProblemException) refusal).code()).isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS));

        people.accept(told).expectStatus().isCreated();
    }

    /** Nobody was told of the token of an attempt that is repeated. */
    @Test
    void whoRepeatsReplacesWhatAnEarlierAttemptMade() {
        Api.Account account = api.organization("Awake");
        String email = Api.uniqueEmail();
        Map<String, Object> untold = people.invited(account, email, "member");

        StepVerifier.create(attempt(account, email, untold, true))
                .expectNextCount(1)
                .verifyComplete();

        Api.refused(people.accept(untold), ErrorCode.INVITATION_INVALID);
    }

    private Mono<InvitationService.Created> attempt(
            Api.Account account, String email, Map<String, Object> made, boolean repeated) {
        OrganizationId organization = OrganizationId.of(account.organizationId());
        UserId admin = UserId.of(Api.text(api.get("/me", account.token()), "id"));
        Origin origin = new Origin(new Origin.Who(ActorType.USER, admin.value(), account.email()), null, "test");
        Actor actor = new Actor(ActorType.USER, admin, organization, "a session");
        Tenant tenant = directory.readCurrent(organization).blockOptional().orElseThrow();
        NewId id = new NewId(new ObjectId(String.valueOf(made.get("id"))), repeated, another -> Mono.empty());
        return invitations
                .invite(
                        new Admitted(actor, Permissions.ALL, origin),
                        new NewInvitation(EmailAddress.of(email), "member"))
                .contextWrite(id.inContext())
                .contextWrite(origin.inContext())
                .contextWrite(TenantContext.with(tenant));
    }
}
