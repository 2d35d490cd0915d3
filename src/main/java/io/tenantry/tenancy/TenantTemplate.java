package io.tenantry.tenancy;

import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import reactor.core.publisher.Flux;

/** Reads and writes the data of the tenant in the Reactor Context, and of no other. */
public class TenantTemplate extends PlainTemplate {

    private static final int BATCH = 1_000;

    TenantTemplate(TenantDatabaseFactory factory, MongoConverter converter) {
        super(factory, converter);
    }

    /**
     * Every document of a collection in that order, as it is stored, however long that takes: the time limit is that of each
     * batch. Other reads have one for their whole life.
     */
    public Flux<BsonDocument> scan(String collection, Bson order) {
        return execute(
                collection,
                all -> LongReads.of(all.find(BsonDocument.class), BATCH).sort(order));
    }
}
