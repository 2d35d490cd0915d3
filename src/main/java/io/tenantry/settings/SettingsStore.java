package io.tenantry.settings;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The settings of the organization that the pipeline runs for: one document, from the first change on. */
@Component
class SettingsStore {

    private static final TenantCollection COLLECTION = new TenantCollection("settings", List.of());

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    SettingsStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /** Empty before the first change. */
    Mono<VersionedSettings> find() {
        return tenant.findById(Stored.ONLY, Stored.class).map(Stored::toSettings);
    }

    /** Puts these in place of the version before; the answer is false when there is another by now. */
    Mono<TenantChange<Boolean>> replace(VersionedSettings after) {
        Stored document = Stored.of(after);
        return (after.version() == 1 ? insert(document) : update(document)).map(TenantChange::of);
    }

    private Mono<Boolean> insert(Stored first) {
        return schema.ensure(COLLECTION)
                .then(Mono.defer(() -> tenant.insert(first)))
                .thenReturn(true)
                .onErrorResume(DuplicateKeyException.class, there -> Mono.just(false));
    }

    private Mono<Boolean> update(Stored next) {
        return tenant.replace(query(where("_id").is(Stored.ONLY).and("version").is(next.version() - 1)), next)
                .map(result -> result.getMatchedCount() == 1);
    }

    @Document("settings")
    private record Stored(@Id String id, boolean openSignup, boolean requireTotp, ZoneId timeZone, long version) {

        private static final String ONLY = "settings";

        static Stored of(VersionedSettings of) {
            Settings settings = of.settings();
            return new Stored(ONLY, settings.openSignup(), settings.requireTotp(), settings.timeZone(), of.version());
        }

        VersionedSettings toSettings() {
            return new VersionedSettings(new Settings(openSignup, requireTotp, timeZone), version);
        }
    }
}
