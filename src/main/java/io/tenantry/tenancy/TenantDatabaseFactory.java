package io.tenantry.tenancy;

import com.mongodb.reactivestreams.client.MongoDatabase;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import reactor.core.publisher.Mono;

/** Gives each pipeline the database of its own tenant. */
class TenantDatabaseFactory extends SimpleReactiveMongoDatabaseFactory {

    /** The name that the parent wants and that nothing is ever read from or written to. */
    private static final String NO_DATABASE = "no_tenant";

    private final Clusters clusters;

    TenantDatabaseFactory(Clusters clusters) {
        super(clusters.client(Clusters.MAIN), NO_DATABASE);
        this.clusters = clusters;
    }

    @Override
    public Mono<MongoDatabase> getMongoDatabase() {
        return TenantContext.current().map(tenant -> clusters.database(tenant.placement()));
    }

    @Override
    public Mono<MongoDatabase> getMongoDatabase(String dbName) {
        return Mono.error(new UnsupportedOperationException("A tenant's database is found by routing, not by name."));
    }

    @Override
    public void destroy() {
        // The clients belong to Clusters.
    }
}
