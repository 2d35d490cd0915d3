package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/**
 * Whatever changes something is in the file when it is answered. A copy of the file, taken after the answer, is what a
 * kill at that moment would leave.
 */
class AnsweredIsWrittenTest {

    private static final String ACME = "org_acme";

    private final Path directory;
    private final EmbeddedDatabase database;
    private final Client client;

    AnsweredIsWrittenTest(@TempDir Path directory) {
        this.directory = directory;
        this.database = EmbeddedDatabase.open(directory.resolve("data"));
        this.client = Client.of(database.url());
    }

    @AfterEach
    void stop() {
        client.close();
        database.close();
    }

    @Test
    void insertUpdateAndDelete() {
        get(users().insertMany(List.of(user("a"), user("b"), user("c"))));
        get(users().updateOne(Filters.eq("b"), Updates.set("email", "new")));
        get(users().deleteOne(Filters.eq("c")));
        afterKill(then -> assertThat(all(then.collection(ACME, "users").find()))
                .containsExactly(user("a"), user("b").append("email", "new")));
    }

    @Test
    void findAndModify() {
        get(users().insertMany(List.of(user("a"), user("b"))));
        get(users().findOneAndUpdate(Filters.eq("a"), Updates.set("email", "new")));
        get(users().findOneAndDelete(Filters.eq("b")));
        afterKill(then -> assertThat(all(then.collection(ACME, "users").find()))
                .containsExactly(user("a").append("email", "new")));
    }

    @Test
    void whatABatchDidBeforeItFailed() {
        assertThatThrownBy(() -> get(users().insertMany(List.of(user("a"), user("b"), user("a"), user("c")))))
                .isInstanceOf(MongoBulkWriteException.class);
        afterKill(then -> assertThat(all(then.collection(ACME, "users").find())).containsExactly(user("a"), user("b")));
    }

    @Test
    void collectionsAndIndexes() {
        create(ACME, "created");
        uniqueIndex(users(), "email");
        afterKill(then -> {
            assertThat(then.collections(ACME)).containsExactlyInAnyOrder("created", "users");
            assertThat(all(then.collection(ACME, "users").listIndexes())).hasSize(2);
        });
    }

    @Test
    void dropsAndRenames() {
        create(ACME, "dropped");
        create(ACME, "old");
        create("org_gone", "users");
        Mono.from(client.collection(ACME, "dropped").drop()).block();
        Mono.from(client.collection(ACME, "old").renameCollection(new MongoNamespace(ACME, "new")))
                .block();
        Mono.from(client.driver().getDatabase("org_gone").drop()).block();
        afterKill(then -> {
            assertThat(then.collections(ACME)).containsExactly("new");
            assertThat(all(then.driver().listDatabaseNames())).containsExactly(ACME);
        });
    }

    @Test
    void merge() {
        get(users().insertMany(List.of(user("a"), user("b"))));
        Document into = new Document("into", new Document("db", "org_new").append("coll", "users"));
        all(users().aggregate(List.of(new Document("$merge", into))));
        afterKill(then ->
                assertThat(all(then.collection("org_new", "users").find())).containsExactly(user("a"), user("b")));
    }

    private void create(String database, String collection) {
        Mono.from(client.driver().getDatabase(database).createCollection(collection))
                .block();
    }

    private MongoCollection<Document> users() {
        return client.collection(ACME, "users");
    }

    private static Document user(String id) {
        return new Document("_id", id).append("email", id + "@x.example");
    }

    private void afterKill(Consumer<Client> assertions) {
        Path copy = directory.resolve("killed");
        try {
            Files.createDirectory(copy);
            Files.copy(directory.resolve("data").resolve("tenantry.db"), copy.resolve("tenantry.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (EmbeddedDatabase killed = EmbeddedDatabase.open(copy);
                Client then = Client.of(killed.url())) {
            assertions.accept(then);
        }
    }
}
