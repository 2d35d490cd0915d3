package io.tenantry.tenancy;

import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.SessionSynchronization;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/** Spring Data without what nobody here asks it for and each command would pay for. */
abstract class PlainTemplate extends ReactiveMongoTemplate {

    PlainTemplate(ReactiveMongoDatabaseFactory factory, MongoConverter converter) {
        super(factory, converter);
        // Nobody listens, and each document read or written would tell of itself several times.
        setEntityLifecycleEventsEnabled(false);
        // There are no transactions, and each command would look for one in its pipeline's context.
        setSessionSynchronization(SessionSynchronization.NEVER);
    }
}
