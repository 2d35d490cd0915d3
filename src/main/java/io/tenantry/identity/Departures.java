package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.tenancy.TenantChange;
import reactor.core.publisher.Mono;

/** What else ends in the organization that the pipeline runs for when one of its people is removed. */
public interface Departures {

    /**
     * Made before the user is removed, and confirmed together with that: what dies in between has ended no less. Also for a
     * user who then stays, since others changed them meanwhile: nothing may end that is of use to a user. Idempotent.
     *
     * @param email of the user
     * @param remover who removes them
     * @return whether there was anything to end; 403 when that grants more than the remover holds
     */
    Mono<TenantChange<Boolean>> ending(EmailAddress email, Admitted remover);
}
