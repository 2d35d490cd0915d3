package io.tenantry.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A blocking view of the driver, for tests that speak to the database over its socket. */
record Client(MongoClient driver) implements AutoCloseable {

    static Client of(String url) {
        Logs.quiet();
        return new Client(MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(url))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build()));
    }

    MongoCollection<Document> collection(String database, String collection) {
        return driver.getDatabase(database).getCollection(collection);
    }

    Document run(String database, Document command) {
        return get(driver.getDatabase(database).runCommand(command));
    }

    List<String> collections(String database) {
        return all(driver.getDatabase(database).listCollectionNames());
    }

    static String uniqueIndex(MongoCollection<Document> collection, String field) {
        return get(collection.createIndex(Indexes.ascending(field), new IndexOptions().unique(true)));
    }

    static <T> T get(Publisher<T> publisher) {
        T value = Mono.from(publisher).block();
        if (value == null) {
            throw new AssertionError("no answer");
        }
        return value;
    }

    static <T> List<T> all(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    @Override
    public void close() {
        driver.close();
    }
}
