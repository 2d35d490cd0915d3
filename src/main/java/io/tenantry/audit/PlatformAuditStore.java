package io.tenantry.audit;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log of the platform, in the master. Entries are added, never changed or removed. */
@Component
class PlatformAuditStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "platform_audit", List.of(new IndexModel(Indexes.ascending("organization_id", "at", "_id"))));

    private final MasterTemplate master;

    PlatformAuditStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Void> insert(AuditEntry entry) {
        return master.insert(entry, COLLECTION.name()).then();
    }

    /** Those in one organization. */
    Flux<AuditEntry> list(OrganizationId organization, AuditFilter filter, @Nullable AuditPosition after, int limit) {
        return master.find(
                filter.query(organization, after).with(AuditStore.NEWEST_FIRST).limit(limit),
                AuditEntry.class,
                COLLECTION.name());
    }
}
