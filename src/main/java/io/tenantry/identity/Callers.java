package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.TenantWrites;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The people behind access tokens, as the organization's own record says they are now. */
@Component
class Callers {

    private final UserStore users;
    private final TenantWrites writes;

    Callers(UserStore users, TenantWrites writes) {
        this.users = users;
        this.writes = writes;
    }

    /** 401 {@code invalid_token} for a person who was removed or deactivated. */
    Mono<User> require(Actor actor) {
        return writes.confirmAbsence(users.find(actor.userId()))
                .filter(User::isActive)
                .switchIfEmpty(Mono.error(Callers::closed));
    }

    /** 403 {@code forbidden} for everybody but an admin. */
    Mono<User> requireAdmin(Actor actor) {
        return require(actor).filter(User::isActiveAdmin).switchIfEmpty(Mono.error(Callers::adminsOnly));
    }

    private static ProblemException closed() {
        return new ProblemException(ErrorCode.INVALID_TOKEN, "The account of this token was closed.");
    }

    private static ProblemException adminsOnly() {
        return new ProblemException(ErrorCode.FORBIDDEN, "Only an admin of the organization may do this.");
    }
}
