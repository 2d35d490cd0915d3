package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.AuditLog;
import io.tenantry.audit.PlatformAudit;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
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
    private final PeopleChanges people;

    AccountChanges(AuditLog audit, PlatformAudit platform, TenantWrites writes, PeopleChanges people) {
        this.audit = audit;
        this.platform = platform;
        this.writes = writes;
        this.people = people;
    }

    /** Makes the change and is answered when its entry is written; a person's is noticed by every instance within a second. */
    <T> Mono<T> recorded(Account account, Mono<T> change, AuditEvent event) {
        return account instanceof Login login
                ? people.noticed(login.organizationId(), PeopleTopic.caller(login.id()), ofPerson(change, event))
                : platform.recorded(change, done -> event);
    }

    private <T> Mono<T> ofPerson(Mono<T> change, AuditEvent event) {
        return writes.confirm(audit.recorded(change.map(TenantChange::of), done -> event));
    }
}
