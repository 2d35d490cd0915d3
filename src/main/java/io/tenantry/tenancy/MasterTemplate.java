package io.tenantry.tenancy;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/** Reads and writes the master database. It never routes. */
public class MasterTemplate extends ReactiveMongoTemplate {

    MasterTemplate(SimpleReactiveMongoDatabaseFactory factory, MongoConverter converter) {
        super(factory, converter);
        // Nobody listens, and each document read or written would tell of itself several times.
        setEntityLifecycleEventsEnabled(false);
    }
}
