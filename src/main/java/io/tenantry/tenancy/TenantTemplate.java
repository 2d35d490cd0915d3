package io.tenantry.tenancy;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/** Reads and writes the data of the tenant in the Reactor Context, and of no other. */
public class TenantTemplate extends ReactiveMongoTemplate {

    TenantTemplate(TenantDatabaseFactory factory, MongoConverter converter) {
        super(factory, converter);
        // Nobody listens, and each document read or written would tell of itself several times.
        setEntityLifecycleEventsEnabled(false);
    }
}
