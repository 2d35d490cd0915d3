package io.tenantry.tenancy;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and writes the master database. It never routes. */
public class MasterTemplate extends PlainTemplate {

    private static final int BATCH = 1_000;

    private final Mono<MongoDatabase> database;

    MasterTemplate(MongoClient client, String database, MongoConverter converter) {
        super(new SimpleReactiveMongoDatabaseFactory(client, database), converter);
        this.database = Mono.just(client.getDatabase(database));
    }

    /** Always the same one: the factory would make and check another for each command. */
    @Override
    protected Mono<MongoDatabase> doGetDatabase() {
        return database;
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
