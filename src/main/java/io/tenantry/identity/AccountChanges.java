package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.AuditLog;
import io.tenantry.audit.PlatformAudit;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Changes of accounts, which are all in the master, recorded where those look whom it concerns: a person's in their
 * organization's log, a superuser's in that of the platform.
 */
@Component
class AccountChanges {

    private final AuditLog audit;
    private final PlatformAudit platform;
    private final TenantWrites writes;
    private final Callers callers;
    private final UserViews views;

    AccountChanges(AuditLog audit, PlatformAudit platform, TenantWrites writes, Callers callers, UserViews views) {
        this.audit = audit;
        this.platform = platform;
        this.writes = writes;
        this.callers = callers;
        this.views = views;
    }

    /** Makes the change and is answered when its entry is written; a person's is noticed by every instance within a second. */
    <T> Mono<T> recorded(Account account, Mono<T> change, AuditEvent event) {
        return account instanceof Login login
                ? callers.noticing(login.organizationId(), ofPerson(change, event))
                        .doOnNext(done -> views.forget(login.id()))
                : platform.recorded(change, done -> event);
    }

    private <T> Mono<T> ofPerson(Mono<T> change, AuditEvent event) {
        return writes.confirm(audit.recorded(change.map(TenantChange::of), done -> event));
    }
}
