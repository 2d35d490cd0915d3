package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Departures;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.tenancy.TenantChange;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * With a user their open invitation goes too, from before they were made in another way: nobody who was removed comes back by
 * themselves. Whoever is joining on it at this moment is refused.
 */
@Component
class Withdrawal implements Departures {

    private final InvitationStore store;
    private final AuditLog audit;

    Withdrawal(InvitationStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    @Override
    public Mono<TenantChange<Boolean>> ending(EmailAddress email) {
        return audit.recordedIf(
                        store.removeOpen(email),
                        Optional::isPresent,
                        removed -> InvitationEvents.deleted(removed.orElseThrow()))
                .map(change -> change.map(Optional::isPresent));
    }
}
