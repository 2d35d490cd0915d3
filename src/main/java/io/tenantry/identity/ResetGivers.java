package io.tenantry.identity;

import io.tenantry.kernel.Permission;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantReads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who may have the link for another password of somebody of the organization that the pipeline runs for: who may {@code
 * update:users} and all that the owner may. Nobody takes over who may do more.
 */
@Component
class ResetGivers {

    private static final Permission MAY_CHANGE_PEOPLE = Permission.of("update:users");

    private final UserStore users;
    private final SuperuserStore superusers;
    private final Roles roles;
    private final TenantReads reads;

    ResetGivers(UserStore users, SuperuserStore superusers, Roles roles, TenantReads reads) {
        this.users = users;
        this.superusers = superusers;
        this.roles = roles;
        this.reads = reads;
    }

    /** Whether somebody with these permissions may have the link of an active person. */
    Mono<Boolean> mayHave(Permissions held, UserId owner) {
        return held.allow(MAY_CHANGE_PEOPLE)
                ? permissions(owner).map(held::include).defaultIfEmpty(false)
                : Mono.just(false);
    }

    /** Whether who has the link may have it still: as they and the owner stand now. A mailed one is the owner's. */
    Mono<Boolean> mayStillHave(PasswordReset reset) {
        UserId giver = reset.givenBy();
        return giver == null
                ? Mono.just(true)
                : permissions(giver)
                        .switchIfEmpty(Mono.defer(() -> ofSuperuser(giver)))
                        .flatMap(held -> mayHave(held, reset.userId()))
                        .defaultIfEmpty(false);
    }

    private Mono<Permissions> permissions(UserId person) {
        return reads.confirmAbsence(users.find(person))
                .filter(User::isActive)
                .flatMap(user -> TenantContext.current().flatMap(tenant -> roles.permissions(tenant, user.role())));
    }

    private Mono<Permissions> ofSuperuser(UserId giver) {
        return superusers.find(giver).map(account -> Permissions.ALL);
    }
}
