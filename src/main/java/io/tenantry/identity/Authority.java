package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.TenantContext;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may run an organization, for the modules that run it. */
@Component
public class Authority {

    private final Callers callers;
    private final SignIn signIn;
    private final SecondFactorDemand secondFactor;
    private final GuardLog refusals;

    Authority(Callers callers, SignIn signIn, SecondFactorDemand secondFactor, GuardLog refusals) {
        this.callers = callers;
        this.signIn = signIn;
        this.secondFactor = secondFactor;
        this.refusals = refusals;
    }

    /** 403 for who does not hold the permission in the organization they act in. */
    public Mono<Void> require(Actor actor, String permission) {
        return callers.require(actor, Permission.of(permission)).then();
    }

    /**
     * Who these credentials belong to, and the organization that they administer: they pass every check of a login, and of
     * what follows it.
     *
     * @param permission what they want to do, for the log of what was refused
     * @return 401 {@code invalid_credentials}, {@code otp_required} or {@code otp_invalid}; 429 {@code rate_limited}; 409
     *     {@code organization_required} when there are several; 403 {@code second_factor_required} for who has none that
     *     the organization demands
     */
    public Mono<Administrator> adminOf(Credentials credentials, String permission) {
        return signIn.member(credentials, null, User::isActiveAdmin)
                .onErrorMap(ProblemException.class, Authority::toATokenIfSeveral)
                .flatMap(person -> Origins.inRequest(ActorType.USER, person.id(), person.email())
                        .map(origin -> new Administrator(person.tenant().id(), origin))
                        .delayUntil(admin -> requireSecondFactor(person, Permission.of(permission), admin)));
    }

    /** Where only credentials are sent nothing says which organization is meant: organization_name may be its new name. */
    private static ProblemException toATokenIfSeveral(ProblemException refusal) {
        return refusal.code() == ErrorCode.ORGANIZATION_REQUIRED
                ? refusal.withDetail("This password is right in several organizations: sign in at /admin/login with the"
                        + " organization_name of the one that is meant, and send the access token instead of the"
                        + " password.")
                : refusal;
    }

    private Mono<Void> requireSecondFactor(SignedIn.Member person, Permission permission, Administrator admin) {
        return secondFactor
                .isUnmet(person.id())
                .contextWrite(TenantContext.with(person.tenant()))
                .flatMap(unmet -> unmet
                        ? refusals.refused(Refusal.byCredentials(permission), admin.organizationId(), admin.origin())
                                .then(Mono.error(SecondFactorDemand::unmet))
                        : Mono.empty());
    }
}
