package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Admitted;
import io.tenantry.identity.Departures;
import io.tenantry.identity.Enrolment;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.tenancy.TenantChange;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * With a user their open invitation goes too, from before they were made in another way: nobody who was removed comes back by
 * themselves. Whoever is joining on it at this moment is refused.
 */
@Component
class Withdrawal implements Departures {

    private final InvitationStore store;
    private final Enrolment enrolment;
    private final AuditLog audit;
    private final Clock clock;

    Withdrawal(InvitationStore store, Enrolment enrolment, AuditLog audit, Clock clock) {
        this.store = store;
        this.enrolment = enrolment;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Mono<TenantChange<Boolean>> ending(EmailAddress email, Admitted remover) {
        return store.findOpen(email)
                .delayUntil(open -> Mono.justOrEmpty(open.promise(clock.instant()))
                        .flatMap(role -> enrolment.requireNoLess(role, remover)))
                .flatMap(this::withdrawn)
                .defaultIfEmpty(TenantChange.of(false));
    }

    private Mono<TenantChange<Boolean>> withdrawn(Invitation open) {
        return audit.recordedIf(store.withdraw(open), Boolean::booleanValue, done -> InvitationEvents.deleted(open));
    }
}
