package io.tenantry.settings;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantWrites;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The settings of an organization, run by those who may. */
@Service
class SettingsService {

    private final CurrentSettings current;
    private final SettingsStore store;
    private final AuditLog audit;
    private final TenantWrites writes;
    private final PeopleChanges people;

    SettingsService(
            CurrentSettings current, SettingsStore store, AuditLog audit, TenantWrites writes, PeopleChanges people) {
        this.current = current;
        this.store = store;
        this.audit = audit;
        this.writes = writes;
        this.people = people;
    }

    Mono<VersionedSettings> get() {
        return current.read();
    }

    /**
     * Changes the settings. What changes nothing is no change, but every instance looks again: it may be a repetition of one
     * that died before they were told.
     *
     * @return 412 when they have another version than expected; 409 {@code version_conflict} when others keep changing them
     */
    Mono<VersionedSettings> change(OrganizationId organization, ExpectedVersion expected, SettingsChange change) {
        return people.noticed(
                organization,
                PeopleTopic.settings(),
                Mono.defer(current::read)
                        .doOnNext(before -> expected.require(before.version()))
                        .flatMap(before -> changed(organization, before, before.changed(change)))
                        .retryWhen(VersionConflicts.decidedAgain()));
    }

    private Mono<VersionedSettings> changed(
            OrganizationId organization, VersionedSettings before, VersionedSettings after) {
        return after.equals(before) ? Mono.just(before) : replaced(organization, before, after);
    }

    private Mono<VersionedSettings> replaced(
            OrganizationId organization, VersionedSettings before, VersionedSettings after) {
        return writes.confirm(audit.recordedIf(
                        store.replace(after),
                        Boolean::booleanValue,
                        done -> before.eventOfChange(organization, after.settings())))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> VersionConflicts.of("The settings are")))
                .thenReturn(after);
    }
}
