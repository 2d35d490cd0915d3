package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantWrites;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The roles of the organization that the pipeline runs for: those that all have, and its own. */
@Component
class Roles {

    static final String ADMIN = "admin";

    private final RoleStore store;
    private final TenantWrites writes;
    private final PeopleCache<Permissions> known = new PeopleCache<>();

    Roles(RoleStore store, TenantWrites writes) {
        this.store = store;
        this.writes = writes;
    }

    /** The role of that name; empty when there is none. */
    Mono<Role> find(String name) {
        return Mono.justOrEmpty(BuiltInRoles.find(name))
                .switchIfEmpty(Mono.defer(() -> writes.confirmAbsence(store.find(name))));
    }

    /** What a role grants; nothing when there is no such role any more. */
    Mono<Permissions> permissions(Tenant tenant, String name) {
        return BuiltInRoles.find(name)
                .map(role -> Mono.just(role.permissions()))
                .orElseGet(() -> known.get(
                                tenant.id() + "/" + name,
                                tenant,
                                () -> find(name).map(Role::permissions))
                        .defaultIfEmpty(Permissions.NONE));
    }

    /**
     * The role to be given to somebody by somebody.
     *
     * @return 400 when there is none of that name; 403 for one that grants more than the giver holds
     */
    Mono<Role> grantable(String name, Permissions giver) {
        return find(name)
                .switchIfEmpty(Mono.error(() -> ProblemException.invalid("role", "is not a role of the organization")))
                .doOnNext(role -> requireHeld(role.permissions(), giver));
    }

    /** 403: nobody grants what they do not hold. */
    static void requireHeld(Permissions granted, Permissions giver) {
        if (!giver.include(granted)) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "Nobody grants permissions that they do not hold.");
        }
    }
}
