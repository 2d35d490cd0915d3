package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/**
 * One client that inserts, updates and deletes documents of its own until the server is gone, and remembers what was
 * acknowledged. Every change sets a new value of the uniquely indexed field {@code email}.
 */
final class AcknowledgedWrites {

    private static final int DOCUMENTS = 50;

    private final String client;
    private final Random random;

    /** The email of each document; empty if it is deleted. */
    private final Map<String, Optional<String>> acknowledged = new HashMap<>();

    private String doubtfulId = "";
    private Optional<String> doubtful = Optional.empty();
    private int writes;

    AcknowledgedWrites(String client) {
        this.client = client;
        this.random = new Random(client.hashCode());
    }

    /** Returns when a write fails, which is then in doubt. */
    void writeUntilKilled(MongoCollection<Document> collection, Runnable whenAcknowledged) {
        try {
            while (true) {
                write(collection);
                whenAcknowledged.run();
            }
        } catch (MongoException e) {
            // The server was killed, as it should be.
        }
    }

    private void write(MongoCollection<Document> collection) {
        doubtfulId = client + "-" + random.nextInt(DOCUMENTS);
        boolean exists = acknowledged.getOrDefault(doubtfulId, Optional.empty()).isPresent();
        boolean delete = exists && random.nextInt(3) == 0;
        writes++;
        doubtful = delete ? Optional.empty() : Optional.of(client + writes + "@x.example");
        if (delete) {
            get(collection.deleteOne(Filters.eq(doubtfulId)));
        } else if (exists) {
            get(collection.updateOne(Filters.eq(doubtfulId), Updates.set("email", doubtful.orElseThrow())));
        } else {
            get(collection.insertOne(new Document("_id", doubtfulId).append("email", doubtful.orElseThrow())));
        }
        acknowledged.put(doubtfulId, doubtful);
    }

    /** Everything acknowledged is there; the write in doubt is there or not. Then nothing is in doubt any more. */
    void verify(MongoCollection<Document> collection) {
        Map<String, String> stored = new HashMap<>();
        all(collection.find(Filters.regex("_id", "^" + client + "-")))
                .forEach(document -> stored.put(document.getString("_id"), document.getString("email")));
        Optional<String> survived = Optional.ofNullable(stored.get(doubtfulId));
        if (survived.equals(doubtful)) {
            acknowledged.put(doubtfulId, doubtful);
        }
        Map<String, String> expected = new HashMap<>();
        acknowledged.forEach((id, email) -> email.ifPresent(value -> expected.put(id, value)));
        assertThat(stored).isEqualTo(expected);
    }
}
