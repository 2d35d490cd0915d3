package io.tenantry.tenancy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The collections of one placement, by exact name. Reads go to the primary and writes to the majority, whatever the URL's
 * options say.
 */
final class PlacedDatabase {

    /** MongoDB Manual, "Database Profiler". */
    private static final String PROFILE = "system.profile";

    /**
     * What a single command may take, such as a range of a copy or a batch of a cursor. The driver sends what is left of
     * it as {@code maxTimeMS}, so that the server gives up as well (MongoDB Java driver, Limit Server Execution Time).
     */
    private static final long COMMAND_SECONDS = 120;

    private final Placement placement;
    private final MongoDatabase database;

    PlacedDatabase(Clusters clusters, Placement placement) {
        this.placement = placement;
        this.database = clusters.database(placement)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.LOCAL)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withTimeout(COMMAND_SECONDS, TimeUnit.SECONDS);
    }

    Placement placement() {
        return placement;
    }

    /** A collection by its name without prefix. */
    MongoCollection<RawBsonDocument> collection(String name) {
        return database.getCollection(placement.collection(name), RawBsonDocument.class);
    }

    Mono<CollectionDefinitions> definitions() {
        return Flux.from(database.listCollections(RawBsonDocument.class))
                .filter(listed -> isPlacedHere(listed.getString("name").getValue()))
                .map(listed -> CollectionDefinition.of(placement, listed))
                .collectList()
                .map(CollectionDefinitions::of);
    }

    Mono<IndexDefinitions> indexes(String name) {
        return Flux.from(collection(name).listIndexes(RawBsonDocument.class))
                .collectList()
                .map(IndexDefinitions::of);
    }

    /** Of the documents of a collection, in bytes; 0 when there are none (MongoDB manual, {@code collStats}). */
    Mono<Long> averageSize(String name) {
        Document statistics = new Document("collStats", placement.collection(name));
        return Mono.from(database.runCommand(statistics))
                .map(answer -> answer.get("avgObjSize", (Number) 0).longValue());
    }

    /**
     * The full names of all collections here, even those that the server keeps for itself; but not what its profiler has
     * written, which is no data of the organization's and which it lets nobody drop while it is on.
     */
    Flux<String> names() {
        return Flux.from(database.listCollectionNames())
                .filter(name -> !name.equals(PROFILE))
                .filter(this::isPlacedHere);
    }

    /** Does nothing when there is no such collection. */
    Mono<Void> drop(String fullName) {
        return Mono.from(database.getCollection(fullName).drop());
    }

    Mono<Void> run(BsonDocument command) {
        return Mono.from(database.runCommand(command)).then();
    }

    private boolean isPlacedHere(String fullName) {
        return fullName.startsWith(placement.prefix());
    }
}
