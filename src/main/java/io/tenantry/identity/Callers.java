package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The people behind access tokens, as the organization's own record says they are, at most one second old. Each is read once
 * and kept until one of the organization's people changes, which every instance learns from the organization itself:
 * {@link Tenant#people}.
 */
@Component
class Callers {

    private static final int REMEMBERED = 100_000;

    /** For a change whose instance died before it could tell, and which nobody was told is done. */
    private static final Duration AT_LONGEST = Duration.ofMinutes(5);

    private final UserStore users;
    private final TenantDirectory directory;
    private final TenantWrites writes;
    private final Cache<UserId, Seen> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(AT_LONGEST)
            .build();

    Callers(UserStore users, TenantDirectory directory, TenantWrites writes) {
        this.users = users;
        this.directory = directory;
        this.writes = writes;
    }

    /** 401 {@code invalid_token} for a person who was removed or deactivated. */
    Mono<User> require(Actor actor) {
        return TenantContext.current()
                .flatMap(tenant -> find(actor, tenant))
                .filter(User::isActive)
                .switchIfEmpty(Mono.error(Callers::closed));
    }

    private Mono<User> find(Actor actor, Tenant tenant) {
        Seen seen = known.getIfPresent(actor.userId());
        return seen != null && seen.isOf(tenant)
                ? Mono.just(seen.user())
                : writes.confirmAbsence(users.find(actor.userId()))
                        .doOnNext(user -> known.put(actor.userId(), new Seen(tenant.id(), tenant.people(), user)));
    }

    /** Makes a change of one of the people of an organization known everywhere, whether or not it was acknowledged. */
    <T> Mono<T> noticing(OrganizationId organization, Mono<T> change) {
        Mono<Void> note = Mono.defer(() -> directory.notePeopleChanged(organization));
        return change.onErrorResume(
                        Callers::mayHaveBeenDone,
                        failure -> note.onErrorComplete().then(Mono.error(failure)))
                .flatMap(done -> note.thenReturn(done));
    }

    private static boolean mayHaveBeenDone(Throwable failure) {
        return !(failure instanceof ProblemException problem) || problem.code() == ErrorCode.WRITE_UNCONFIRMED;
    }

    /** A person as they were found when the organization's people had changed so often. */
    private record Seen(OrganizationId organization, long people, User user) {

        boolean isOf(Tenant tenant) {
            return organization.equals(tenant.id()) && people == tenant.people();
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
