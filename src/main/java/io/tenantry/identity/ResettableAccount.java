package io.tenantry.identity;

import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An account that may be used now, so that its password may be reset.
 *
 * @param tenant the organization that it is for; null for a superuser's
 */
record ResettableAccount(Account account, @Nullable Tenant tenant) {

    UserId id() {
        return account.id();
    }

    @Nullable
    OrganizationId organizationId() {
        return tenant == null ? null : tenant.id();
    }

    @Nullable
    String organizationName() {
        return tenant == null ? null : tenant.name();
    }

    /** The work with the request's origin, by the owner of the account, and in their organization. */
    <T> Mono<T> byOwner(Mono<T> work) {
        ActorType type = tenant == null ? ActorType.SUPERUSER : ActorType.USER;
        Mono<T> byThem = Origins.inRequest(type, account.id(), account.email())
                .flatMap(origin -> work.contextWrite(origin.inContext()));
        return tenant == null ? byThem : byThem.contextWrite(TenantContext.with(tenant));
    }
}
