package io.tenantry.onboarding;

import io.tenantry.identity.Enrolment;
import io.tenantry.identity.NewUser;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.settings.CurrentSettings;
import io.tenantry.settings.Settings;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Joining an organization that lets everybody in. */
@Component
class OpenSignUp {

    /** What those get whom nobody gave a role. */
    private static final String ROLE = "member";

    private final TenantDirectory directory;
    private final CurrentSettings settings;
    private final Enrolment enrolment;

    OpenSignUp(TenantDirectory directory, CurrentSettings settings, Enrolment enrolment) {
        this.directory = directory;
        this.settings = settings;
        this.enrolment = enrolment;
    }

    /**
     * Makes a member.
     *
     * @return 403 {@code signup_closed} when the organization is not there, suspended or not open, all with the same body; 409
     *     {@code email_taken}
     */
    Mono<UserView> join(SignUpRequest request, String organizationName) {
        NewUser person = request.user(ROLE);
        return NewId.current()
                .flatMap(id -> directory
                        .findByName(organizationName)
                        .filter(Tenant::isReadable)
                        .filterWhen(organization -> isOpen(organization, id))
                        .switchIfEmpty(Mono.error(OpenSignUp::closed))
                        .flatMap(organization -> enrolment.join(organization, person, id)));
    }

    /** What was begun while it was open is finished. */
    private Mono<Boolean> isOpen(Tenant organization, NewId id) {
        return settings.get()
                .map(Settings::openSignup)
                .flatMap(open -> open ? Mono.just(true) : enrolment.isBegun(organization, id))
                .contextWrite(TenantContext.with(organization));
    }

    private static ProblemException closed() {
        return new ProblemException(
                ErrorCode.SIGNUP_CLOSED,
                "There is no organization of this name that everybody can join: ask its admin for an invitation.");
    }
}
