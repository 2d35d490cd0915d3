package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The roles of the organization that the pipeline runs for: those that all have, and its own. */
@Component
class Roles {

    static final String ADMIN = "admin";

    /** Far more than giving a role lasts; what an instance held that died is free after it. */
    static final Duration HOLD = Duration.ofMinutes(1);

    private final RoleStore store;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final Clock clock;
    private final PeopleCache<Granted> known = new PeopleCache<>(granted -> List.of(PeopleTopic.role(granted.role())));

    Roles(RoleStore store, TenantReads reads, TenantWrites writes, Clock clock) {
        this.store = store;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /** The role of that name; empty when there is none. */
    Mono<Role> find(String name) {
        return Mono.justOrEmpty(BuiltInRoles.find(name))
                .switchIfEmpty(Mono.defer(() -> reads.confirmAbsence(store.find(name))));
    }

    /** What a role grants; nothing when there is no such role any more. */
    Mono<Permissions> permissions(Tenant tenant, String name) {
        return BuiltInRoles.find(name)
                .map(role -> Mono.just(role.permissions()))
                .orElseGet(() -> known.get(
                                tenant.id() + "/" + name,
                                tenant,
                                () -> find(name).map(Granted::by))
                        .map(Granted::permissions)
                        .defaultIfEmpty(Permissions.NONE));
    }

    /** What a role of the organization's own grants. */
    private record Granted(String role, Permissions permissions) {

        static Granted by(Role role) {
            return new Granted(role.name(), role.permissions());
        }
    }

    /**
     * The role to be given to somebody by somebody.
     *
     * @return 400 when there is none of that name; 403 for one that grants more than the giver holds
     */
    Mono<Role> grantable(String name, Permissions giver) {
        return find(name)
                .switchIfEmpty(Mono.error(Roles::unknown))
                .doOnNext(role -> requireHeld(role.permissions(), giver));
    }

    /**
     * Makes a change that gives somebody a role. Until it is made the role stays: removing it is refused, and begins again when
     * it did not know. Who finds no hold and nobody who has the role may remove it for good. A caller who hangs up stops
     * nothing: the hold would end before the change does.
     *
     * @param change lasts less than {@link #HOLD}: an instance that stood still for longer in the middle of it may give what was
     *     removed meanwhile, which grants nothing
     * @return the errors of {@link #grantable}, and nothing was done
     */
    <T> Mono<T> giving(String name, Permissions giver, Mono<T> change) {
        return Uninterrupted.of(grantable(name, giver)
                .flatMap(
                        role -> role.isBuiltIn() ? change : giving(name, new ObjectId().toHexString(), giver, change)));
    }

    /** Decides again on the role as it is held, which another one may have taken the place of. */
    private <T> Mono<T> giving(String name, String hold, Permissions giver, Mono<T> change) {
        return Mono.usingWhen(
                held(name, hold),
                role -> {
                    requireHeld(role.permissions(), giver);
                    return change;
                },
                role -> letGo(name, hold));
    }

    private Mono<Role> held(String name, String hold) {
        return writes.confirm(store.hold(name, hold, clock.instant().plus(HOLD)))
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(Roles::unknown));
    }

    /** Where this fails the hold ends by itself. */
    private Mono<Void> letGo(String name, String hold) {
        return writes.confirm(store.letGo(name, hold)).onErrorComplete().then();
    }

    /** 403 for who holds less than a role grants: nobody takes from who may do more. One that is gone grants nothing. */
    Mono<Void> requireNoLess(String name, Permissions taker) {
        return find(name)
                .doOnNext(role -> requireHeld(role.permissions(), taker))
                .then();
    }

    private static ProblemException unknown() {
        return ProblemException.invalid("role", "is not a role of the organization");
    }

    /** 403: nobody grants what they do not hold, or takes it away. */
    static void requireHeld(Permissions granted, Permissions giver) {
        if (!giver.include(granted)) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN, "Nobody grants or takes away permissions that they do not hold.");
        }
    }
}
