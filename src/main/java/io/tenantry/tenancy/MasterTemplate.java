package io.tenantry.tenancy;

import org.bson.Document;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import reactor.core.publisher.Flux;

/** Reads and writes the master database. It never routes. */
public class MasterTemplate extends ReactiveMongoTemplate {

    private static final int BATCH = 1_000;

    MasterTemplate(SimpleReactiveMongoDatabaseFactory factory, MongoConverter converter) {
        super(factory, converter);
        // Nobody listens, and each document read or written would tell of itself several times.
        setEntityLifecycleEventsEnabled(false);
    }

    /**
     * Every document that matches, however long that takes: the time limit is that of each batch. Other reads have one for
     * their whole life.
     *
     * @param filter as the server is to see it, not mapped
     */
    public <T> Flux<T> scan(Document filter, Class<T> type) {
        return execute(type, all -> LongReads.of(all.find(filter), BATCH))
                .map(found -> getConverter().read(type, found));
    }
}
