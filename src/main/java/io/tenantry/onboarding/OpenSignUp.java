package io.tenantry.onboarding;

import io.tenantry.identity.Enrolment;
import io.tenantry.identity.NewUser;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.settings.CurrentSettings;
import io.tenantry.settings.Settings;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Joining an organization that lets everybody in. */
@Component
class OpenSignUp {

    /** What those get whom nobody gave a role. */
    private static final String ROLE = "member";

    private final TenantDirectory directory;
    private final CurrentSettings settings;
    private final InvitationStore invitations;
    private final Enrolment enrolment;
    private final TenantReads reads;
    private final Clock clock;

    OpenSignUp(
            TenantDirectory directory,
            CurrentSettings settings,
            InvitationStore invitations,
            Enrolment enrolment,
            TenantReads reads,
            Clock clock) {
        this.directory = directory;
        this.settings = settings;
        this.invitations = invitations;
        this.enrolment = enrolment;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * Makes a member.
     *
     * @return 403 {@code signup_closed} when the organization is not there, suspended or not open, or has invited the address,
     *     all with the same body; 409 {@code email_taken}
     */
    Mono<UserView> join(SignUpRequest request, String organizationName) {
        NewUser person = request.user(ROLE);
        return NewId.current()
                .flatMap(id -> directory
                        .findByName(organizationName)
                        .filter(Tenant::isReadable)
                        .filterWhen(organization -> isOpen(organization, person, id))
                        .switchIfEmpty(Mono.error(OpenSignUp::closed))
                        .flatMap(organization -> enrolment.join(organization, person, id)));
    }

    /** What was begun while it was open is finished. */
    private Mono<Boolean> isOpen(Tenant organization, NewUser person, NewId id) {
        return settings.get()
                .map(Settings::openSignup)
                .filterWhen(open -> open ? isUninvited(person.email()) : Mono.just(false))
                .switchIfEmpty(Mono.defer(() -> enrolment.isBegun(organization, id)))
                .contextWrite(TenantContext.with(organization));
    }

    /** Who was invited shows by their link that the address is theirs: nobody takes it before them. */
    private Mono<Boolean> isUninvited(EmailAddress email) {
        return reads.confirmAbsence(invitations.findOpen(email))
                .map(invitation -> invitation.isExpired(clock.instant()))
                .defaultIfEmpty(true);
    }

    private static ProblemException closed() {
        return new ProblemException(
                ErrorCode.SIGNUP_CLOSED,
                "There is no organization of this name that you can join without an invitation: use its link, or ask the"
                        + " admin for one.");
    }
}
