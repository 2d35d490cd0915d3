package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void aCleanStopLeavesAFileThatOpensAgain() {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            get(client.collection("org_acme", "events").insertOne(new Document("_id", 1)));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            assertThat(all(client.collection("org_acme", "events").find())).containsExactly(new Document("_id", 1));
        }
    }
}
