package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Superuser;
import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantReads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who acts in an organization and what they may do, as its own records say it is, at most one second old. */
@Component
class Callers {

    private final UserStore users;
    private final SessionStore sessions;
    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final Roles roles;
    private final ApiKeys keys;
    private final SecondFactorDemand secondFactor;
    private final TenantReads reads;
    private final PeopleCache<Standing> known = new PeopleCache<>(Standing::topics);

    Callers(
            UserStore users,
            SessionStore sessions,
            LoginStore logins,
            SuperuserStore superusers,
            Roles roles,
            ApiKeys keys,
            SecondFactorDemand secondFactor,
            TenantReads reads) {
        this.users = users;
        this.sessions = sessions;
        this.logins = logins;
        this.superusers = superusers;
        this.roles = roles;
        this.keys = keys;
        this.secondFactor = secondFactor;
        this.reads = reads;
    }

    /**
     * How the caller stands now.
     *
     * @return 401 {@code invalid_token} for a person who was removed, deactivated or logged out, and for a revoked key
     */
    Mono<Standing> standing(Actor actor) {
        return switch (actor.type()) {
            case USER ->
                TenantContext.current()
                        .flatMap(tenant -> known.get(
                                actor.userId() + "/" + actor.sessionId(), tenant, () -> person(actor, tenant)))
                        .switchIfEmpty(Mono.error(Callers::closed));
            case API_KEY -> keys.standing(actor);
            case SUPERUSER ->
                superusers
                        .find(actor.userId())
                        .map(account -> new Standing(null, account.email().value(), Permissions.ALL, false))
                        .switchIfEmpty(Mono.error(Callers::closed));
        };
    }

    /** 401 for a superuser whose account was removed since the request came. */
    Mono<String> email(Superuser superuser) {
        return superusers
                .find(superuser.userId())
                .map(account -> account.email().value())
                .switchIfEmpty(Mono.error(Callers::closed));
    }

    private Mono<Standing> person(Actor actor, Tenant tenant) {
        return sessions.find(actor.sessionId())
                .filter(session -> session.isOf(actor.userId()))
                .flatMap(session -> reads.confirmAbsence(users.find(actor.userId())))
                .filter(User::isActive)
                .flatMap(user -> Mono.zip(
                        roles.permissions(tenant, user.role()),
                        secondFactor.isUnmet(user.id()),
                        (permissions, unmet) -> Standing.of(user, permissions, unmet)));
    }

    /** The person who acts for themselves; an error for a key, and for a superuser who entered the organization. */
    Mono<User> person(Actor actor) {
        return standing(actor).mapNotNull(Standing::user).switchIfEmpty(Mono.error(Callers::closed));
    }

    /** What they sign in with who act for themselves, in an organization or in none; the errors of {@link #person}. */
    Mono<Account> account(Caller caller) {
        return (caller instanceof Actor actor
                        ? person(actor)
                                .flatMap(person -> logins.find(person.id()))
                                .<Account>map(login -> login)
                        : superusers.find(caller.userId()).<Account>map(account -> account))
                .switchIfEmpty(Mono.error(Callers::closed));
    }

    /** 403 {@code forbidden} for everybody who does not hold the permission. */
    Mono<Standing> require(Actor actor, Permission permission) {
        return standing(actor)
                .filter(standing -> standing.permissions().allow(permission))
                .switchIfEmpty(Mono.error(() -> forbidden(permission)));
    }

    static ProblemException forbidden(Permission permission) {
        return new ProblemException(ErrorCode.FORBIDDEN, "This needs the permission " + permission + ".");
    }

    private static ProblemException closed() {
        return new ProblemException(
                ErrorCode.INVALID_TOKEN, "The session of this token has ended, or its account was closed.");
    }
}
