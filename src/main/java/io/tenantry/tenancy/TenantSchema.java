package io.tenantry.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes a tenant's collections and indexes on their first write, so that an idle organization costs what it uses: free
 * clusters stop at 500 collections, and each collection and index is an open file to MongoDB. What exists is remembered by
 * namespace, not by organization, since a moved organization starts in an empty one.
 */
@Component
public class TenantSchema {

    private static final int REMEMBERED = 100_000;

    private final Cache<String, Boolean> made =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final Clusters clusters;

    TenantSchema(Clusters clusters) {
        this.clusters = clusters;
    }

    /** The collection has its indexes in the current tenant when this completes, and may be written. Idempotent. */
    public Mono<Void> ensure(TenantCollection collection) {
        return TenantContext.current().flatMap(tenant -> ensure(tenant.placement(), collection));
    }

    private Mono<Void> ensure(Placement placement, TenantCollection collection) {
        String key = placement.namespace() + collection.name();
        return made.getIfPresent(key) != null
                ? Mono.empty()
                : make(clusters.database(placement), placement.collection(collection.name()), collection)
                        .doOnSuccess(done -> made.put(key, true));
    }

    /** Without an index nothing is left to do: its first document makes the collection. */
    private static Mono<Void> make(MongoDatabase database, String name, TenantCollection collection) {
        return collection.indexes().isEmpty()
                ? Mono.empty()
                : Flux.from(database.getCollection(name).createIndexes(collection.indexes()))
                        .then();
    }
}
