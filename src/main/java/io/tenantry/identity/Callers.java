package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantWrites;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The people behind access tokens, as the organization's own record says they are: read at most once a second for each, and
 * never more than a second old. What this instance changes it notices at once.
 */
@Component
class Callers {

    private static final Duration AGE = Duration.ofSeconds(1);
    private static final int REMEMBERED = 100_000;

    private final UserStore users;
    private final TenantWrites writes;
    private final Cache<UserId, Seen> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(AGE).build();

    Callers(UserStore users, TenantWrites writes) {
        this.users = users;
        this.writes = writes;
    }

    /** 401 {@code invalid_token} for a person who was removed or deactivated. */
    Mono<User> require(Actor actor) {
        Seen seen = recent.getIfPresent(actor.userId());
        return (seen != null && seen.isOf(actor) && seen.isFresh() ? Mono.just(seen.user()) : read(actor))
                .filter(User::isActive)
                .switchIfEmpty(Mono.error(Callers::closed));
    }

    private Mono<User> read(Actor actor) {
        long began = System.nanoTime();
        return writes.confirmAbsence(users.find(actor.userId()))
                .doOnNext(user -> recent.put(actor.userId(), new Seen(actor.organizationId(), user, began)));
    }

    /** After a change of a person, so that the next request of theirs is judged by it. */
    void forget(UserId person) {
        recent.invalidate(person);
    }

    /** A person as a read that began then found them. */
    private record Seen(OrganizationId organization, User user, long began) {

        boolean isOf(Actor actor) {
            return organization.equals(actor.organizationId());
        }

        boolean isFresh() {
            return System.nanoTime() - began < AGE.toNanos();
        }
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
