package io.tenantry.tenancy;

import io.tenantry.kernel.OrganizationId;
import reactor.core.publisher.Mono;

/**
 * Where every organization lives. Provided by the module that owns the organizations. Each subscription looks anew, so that
 * what is tried again does not meet an old answer.
 */
public interface TenantDirectory {

    /** The tenant, at most one second old, without input or output when it is known; empty for an unknown one. */
    Mono<Tenant> find(OrganizationId id);

    /** The tenant of that name under the rules for equal names, at most one second old; empty for an unknown one. */
    Mono<Tenant> findByName(String name);

    /**
     * The tenant as it is now: read from the primary, linearizable where the server can; empty for one that is gone.
     */
    Mono<Tenant> readCurrent(OrganizationId id);

    /**
     * Lets every instance know within a second that something of an organization's people has changed, by
     * {@link Tenant#people}. To be done after the change and before it is answered.
     */
    Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about);
}
