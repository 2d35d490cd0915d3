package io.tenantry.tenancy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.tenantry.TestMongo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Two fresh placements and a copier between them; everything is dropped in the end. */
final class CopierFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Queue<BsonDocument> aggregateCommands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger batches = new AtomicInteger();
    private final List<Placement> placements = new ArrayList<>();
    private final String run = new ObjectId().toHexString();
    private final MongoClient client;
    final Clusters clusters;
    final Placement source;
    final Placement target;

    CopierFixture() {
        this(TestMongo.url());
    }

    CopierFixture(String url) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(url))
                .timeout(10, TimeUnit.SECONDS)
                .addCommandListener(listener())
                .build());
        clusters = new Clusters(Map.of(Clusters.MAIN, client));
        source = placement("source");
        target = placement("target");
    }

    private CommandListener listener() {
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                switch (event.getCommandName()) {
                    case "aggregate" -> aggregateCommands.add(event.getCommand().clone());
                    case "find", "getMore" -> batches.incrementAndGet();
                    default -> {}
                }
            }
        };
    }

    Placement placement(String name) {
        Placement placement = Placement.database(Clusters.MAIN, "org_" + run + "_" + name);
        placements.add(placement);
        return placement;
    }

    DatabaseCopier copier() {
        return new DatabaseCopier(clusters);
    }

    DatabaseCopier copier(long rangeSize) {
        return new DatabaseCopier(clusters, new RangeLimit(rangeSize, RangeLimit.STANDARD.bytes()));
    }

    void copy() {
        copy(copier());
    }

    void copy(DatabaseCopier copier) {
        copier.copy(source, target, progress -> {}).block(PATIENCE);
    }

    Verification verify() {
        Verification verification = copier().verify(source, target).block(PATIENCE);
        return verification == null ? Verification.SAME : verification;
    }

    MongoCollection<Document> in(Placement placement, String collection) {
        return clusters.database(placement).withTimeout(60, TimeUnit.SECONDS).getCollection(collection);
    }

    void insert(String collection, List<Document> documents) {
        run(in(source, collection).insertMany(documents));
    }

    void insertRaw(String collection, List<RawBsonDocument> documents) {
        run(in(source, collection).withDocumentClass(RawBsonDocument.class).insertMany(documents));
    }

    void insertIds(String collection, List<? extends BsonValue> ids) {
        insertRaw(
                collection,
                ids.stream().map(id -> raw(new BsonDocument("_id", id))).toList());
    }

    /** The documents of a collection as the server gives them. */
    List<RawBsonDocument> stored(Placement placement, String collection) {
        return list(in(placement, collection)
                .withDocumentClass(RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1)));
    }

    List<BsonDocument> indexes(Placement placement, String collection) {
        return list(in(placement, collection).listIndexes(BsonDocument.class));
    }

    List<String> collections(Placement placement) {
        return list(clusters.database(placement).listCollectionNames());
    }

    List<BsonDocument> aggregateCommands() {
        return List.copyOf(aggregateCommands);
    }

    /** How many batches of documents have been asked for until now. */
    int batches() {
        return batches.get();
    }

    static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    static <T> List<T> list(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional(PATIENCE).orElse(List.of());
    }

    static void run(Publisher<?> publisher) {
        Flux.from(publisher).then().block(PATIENCE);
    }

    @Override
    public void close() {
        placements.forEach(placement -> copier().drop(placement).block(PATIENCE));
        client.close();
    }
}
