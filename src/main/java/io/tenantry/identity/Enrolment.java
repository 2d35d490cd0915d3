package io.tenantry.identity;

import io.tenantry.identity.throttle.InvitationThrottle;
import io.tenantry.identity.throttle.Throttle;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How other modules bring people into organizations: those who come by themselves, and those whom an admin adds. */
@Component
public class Enrolment {

    private final NewPeople newPeople;
    private final UserStore users;
    private final LoginStore logins;
    private final Roles roles;
    private final Throttle throttle;
    private final InvitationThrottle invitationThrottle;
    private final TenantDirectory directory;
    private final TenantReads reads;

    Enrolment(
            NewPeople newPeople,
            UserStore users,
            LoginStore logins,
            Roles roles,
            Throttle throttle,
            InvitationThrottle invitationThrottle,
            TenantDirectory directory,
            TenantReads reads) {
        this.newPeople = newPeople;
        this.users = users;
        this.logins = logins;
        this.roles = roles;
        this.throttle = throttle;
        this.invitationThrottle = invitationThrottle;
        this.directory = directory;
        this.reads = reads;
    }

    /** Counts a sign-up of the client address; 429 {@code rate_limited}, and nothing is done, after too many. */
    public <T> Mono<T> counted(Mono<T> signUp) {
        return throttle.signUp(signUp);
    }

    /**
     * Counts an invitation that is to be mailed; 429 {@code rate_limited} when the organization has had too many mailed.
     *
     * @return whether it may be: false when the recipient was mailed too many, by whomever
     */
    public Mono<Boolean> countMailed(OrganizationId organization, EmailAddress recipient) {
        return invitationThrottle.count(organization, recipient);
    }

    /** The role of that name; 400 when there is none, 403 for one that grants more than the giver holds. */
    public Mono<PromisedRole> grantable(String role, Admitted giver) {
        return roles.grantable(role, giver.permissions()).map(PromisedRole::of);
    }

    /** Whether the organization that the pipeline runs for still has that role, and not another one of its name. */
    public Mono<Boolean> isThere(PromisedRole promised) {
        return find(promised).hasElement();
    }

    /** 403 for who holds less than that role grants: nobody takes from who may do more. One that is gone grants nothing. */
    public Mono<Void> requireNoLess(PromisedRole promised, Admitted taker) {
        return find(promised)
                .doOnNext(role -> Roles.requireHeld(role.permissions(), taker.permissions()))
                .then();
    }

    private Mono<Role> find(PromisedRole promised) {
        return roles.find(promised.name()).filter(role -> PromisedRole.of(role).equals(promised));
    }

    /** 409 {@code email_taken} when the organization that the pipeline runs for has a user with that address. */
    public Mono<Void> requireStranger(EmailAddress email) {
        return hasUser(email).flatMap(taken -> taken ? Mono.error(taken()) : Mono.empty());
    }

    /** Whether the organization that the pipeline runs for has a user with that address. */
    public Mono<Boolean> hasUser(EmailAddress email) {
        return reads.confirmAbsence(users.anyWithEmail(email).filter(Boolean::booleanValue))
                .defaultIfEmpty(false);
    }

    /** Whether the organization that the pipeline runs for has that user. */
    public Mono<Boolean> hasUser(UserId id) {
        return reads.confirmAbsence(users.find(id)).hasElement();
    }

    /** Where the request comes from that the pipeline runs for, as one of somebody who has no token yet. */
    public Mono<Origin> origin(UserId id, EmailAddress email) {
        return Origins.inRequest(ActorType.USER, id, email);
    }

    /** The refusal 409 {@code email_taken}. */
    public static ProblemException taken() {
        return LoginStore.taken();
    }

    /** Whether an earlier attempt at the same request has made its user, and was never answered. */
    public Mono<Boolean> isBegun(Tenant organization, NewId id) {
        return id.repeated()
                ? hasUser(new UserId(id.value())).contextWrite(TenantContext.with(organization))
                : Mono.just(false);
    }

    /** Makes a user of an organization, with nothing alongside. */
    public Mono<UserView> join(Tenant organization, NewUser person, NewId id) {
        return join(organization, person, id, Mono.just(TenantChange.of(true)));
    }

    /**
     * Makes a user of an organization, who is the one that did it in its audit log. An attempt that was begun under the same
     * id is finished.
     *
     * @param alongside another change of the organization: made after the user, confirmed and refused together with them
     * @return 409 {@code email_taken}, also when that login is only being made; 503 {@code overloaded}
     */
    public Mono<UserView> join(
            Tenant organization, NewUser person, NewId id, Mono<? extends TenantChange<?>> alongside) {
        return origin(new UserId(id.value()), person.email())
                .flatMap(origin -> roles.giving(
                                person.role(),
                                Permissions.ALL,
                                newPeople.make(organization.id(), person, id, alongside))
                        .contextWrite(origin.inContext())
                        .contextWrite(TenantContext.with(organization)))
                .map(user -> UserView.of(user, organization.id(), LoginFacts.NONE));
    }

    /**
     * Adds somebody in an admin's name, unless the organization has a user with that address; that one stays as they are.
     *
     * @param admin the actor in the audit log, who holds every permission
     * @return 400 for a role that is none; 404 when there is no such organization; 409 {@code email_taken} while another
     *     attempt at the same is under way, or for a minute after it died; 503 as for every change
     */
    public Mono<Void> addUnlessThere(OrganizationId organization, Origin admin, NewUser person) {
        return logins.find(person.email(), organization)
                .filter(Login::isActive)
                .hasElement()
                .flatMap(there -> there ? Mono.empty() : add(organization, admin, person));
    }

    private Mono<Void> add(OrganizationId organization, Origin admin, NewUser person) {
        return directory
                .readCurrent(organization)
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("organization")))
                .flatMap(tenant -> roles.giving(
                                person.role(),
                                Permissions.ALL,
                                NewId.current().flatMap(id -> newPeople.make(organization, person, id)))
                        .contextWrite(admin.inContext())
                        .contextWrite(TenantContext.with(tenant)))
                .then();
    }
}
