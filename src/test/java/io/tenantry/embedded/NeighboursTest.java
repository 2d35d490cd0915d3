package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What is dropped or renamed takes nothing along whose name only begins alike, now and after the file is opened again. */
class NeighboursTest {

    private static final String ACME = "org_acme";
    private static final String NEIGHBOUR = "org_acme_corp";

    @TempDir
    Path directory;

    @Test
    void dropDatabaseLeavesADatabaseWhoseNameBeginsAlike() {
        withClient(client -> {
            fill(client, ACME, "users");
            fill(client, NEIGHBOUR, "users");
            Mono.from(client.driver().getDatabase(ACME).drop()).block();
            assertThat(client.collections(ACME)).isEmpty();
            assertWhole(client, NEIGHBOUR, "users");
        });
        withClient(client -> {
            assertThat(all(client.driver().listDatabaseNames())).containsExactly(NEIGHBOUR);
            assertWhole(client, NEIGHBOUR, "users");
        });
    }

    @Test
    void dropLeavesCollectionsWhoseNamesBeginAlike() {
        withClient(client -> {
            fill(client, ACME, "users");
            fill(client, ACME, "users2");
            fill(client, ACME, "users.old");
            fill(client, NEIGHBOUR, "users");
            Mono.from(client.collection(ACME, "users").drop()).block();
        });
        withClient(client -> {
            assertThat(client.collections(ACME)).containsExactlyInAnyOrder("users2", "users.old");
            assertWhole(client, ACME, "users2");
            assertWhole(client, ACME, "users.old");
            assertWhole(client, NEIGHBOUR, "users");
        });
    }

    @Test
    void aCollectionThatIsMadeAgainKnowsNothingOfTheDroppedOne() {
        withClient(client -> {
            fill(client, ACME, "users");
            Mono.from(client.collection(ACME, "users").drop()).block();
            fill(client, ACME, "users");
            assertWhole(client, ACME, "users");
        });
    }

    @Test
    void aRenamedCollectionKeepsDocumentsAndIndexesAndItsOldNameIsFree() {
        withClient(client -> {
            fill(client, ACME, "users");
            Mono.from(client.collection(ACME, "users").renameCollection(new MongoNamespace(ACME, "people")))
                    .block();
            fill(client, ACME, "users");
            assertWhole(client, ACME, "people");
        });
        withClient(client -> {
            assertWhole(client, ACME, "people");
            assertWhole(client, ACME, "users");
        });
    }

    @Test
    void outReplacesACollectionForGood() {
        withClient(client -> {
            fill(client, ACME, "users");
            fill(client, ACME, "copy");
            all(client.collection(ACME, "users").aggregate(List.of(new Document("$out", "copy"))));
        });
        withClient(client -> {
            assertThat(client.collections(ACME)).containsExactlyInAnyOrder("users", "copy");
            assertThat(all(client.collection(ACME, "copy").find()))
                    .isEqualTo(all(client.collection(ACME, "users").find()));
        });
    }

    @Test
    void anIndexIsDroppedInItsCollectionOnly() {
        withClient(client -> {
            fill(client, ACME, "users");
            fill(client, ACME, "users2");
            Mono.from(client.collection(ACME, "users").dropIndex("email_1")).block();
        });
        withClient(client -> {
            get(client.collection(ACME, "users").insertOne(new Document("email", "b@x.example")));
            assertWhole(client, ACME, "users2");
        });
    }

    @Test
    void lookingAtADatabaseDoesNotMakeIt() {
        withClient(client -> {
            assertThat(client.collections(ACME)).isEmpty();
            assertThat(all(client.collection(ACME, "users").find())).isEmpty();
            get(client.collection(ACME, "users").countDocuments());
            assertThat(all(client.driver().listDatabaseNames())).isEmpty();
        });
    }

    @Test
    void aDatabaseEndsWithItsLastCollection() {
        withClient(client -> {
            fill(client, ACME, "users");
            fill(client, NEIGHBOUR, "users");
            Mono.from(client.collection(ACME, "users").drop()).block();
            assertThat(all(client.driver().listDatabaseNames())).containsExactly(NEIGHBOUR);
        });
    }

    private static void fill(Client client, String database, String collection) {
        MongoCollection<Document> documents = client.collection(database, collection);
        uniqueIndex(documents, "email");
        get(documents.insertMany(List.of(
                new Document("_id", "a").append("email", "a@x.example"),
                new Document("_id", "b").append("email", "b@x.example"))));
    }

    private static void assertWhole(Client client, String database, String collection) {
        MongoCollection<Document> documents = client.collection(database, collection);
        assertThat(all(documents.find())).extracting(each -> each.get("_id")).containsExactly("a", "b");
        assertThat(all(documents.find(new Document("email", "b@x.example")))).hasSize(1);
        assertThat(all(documents.listIndexes()))
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder("_id_", "email_1");
        assertThatThrownBy(() -> get(documents.insertOne(new Document("email", "b@x.example"))))
                .isInstanceOf(MongoWriteException.class);
    }

    private void withClient(Consumer<Client> steps) {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            steps.accept(client);
        }
    }
}
