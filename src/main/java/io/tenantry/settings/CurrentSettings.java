package io.tenantry.settings;

import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantReads;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the organization that the pipeline runs for has decided, for the modules that go by it. */
@Component
public class CurrentSettings {

    private static final List<PeopleTopic> EVERYBODY = List.of(PeopleTopic.settings());

    private final SettingsStore store;
    private final TenantReads reads;
    private final PeopleCache<Settings> known = new PeopleCache<>(settings -> EVERYBODY);

    CurrentSettings(SettingsStore store, TenantReads reads) {
        this.store = store;
        this.reads = reads;
    }

    /** At most one second old, from memory as long as nothing changes; never empty. */
    public Mono<Settings> get() {
        return TenantContext.current()
                .flatMap(tenant ->
                        known.get(tenant.id().toString(), tenant, () -> read().map(VersionedSettings::settings)));
    }

    /** As they are now, with their version; never empty. */
    Mono<VersionedSettings> read() {
        return reads.confirmAbsence(store.find()).defaultIfEmpty(VersionedSettings.DEFAULT);
    }
}
