package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseProcessTest {

    @TempDir
    Path directory;

    @Test
    void stopsCleanlyAtSigterm() throws InterruptedException {
        try (DatabaseProcess process = DatabaseProcess.on(directory);
                Client client = Client.of(process.url())) {
            get(client.collection("org_acme", "events").insertOne(new Document("_id", 1)));
            process.terminate();
            assertThat(process.exitStatus()).isEqualTo(143);
            assertThat(process.rest()).isEmpty();
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            assertThat(all(client.collection("org_acme", "events").find())).hasSize(1);
        }
    }

    @Test
    void refusesADirectoryThatAnotherProcessUses() throws InterruptedException {
        try (EmbeddedDatabase first = EmbeddedDatabase.open(directory);
                DatabaseProcess second = DatabaseProcess.on(directory)) {
            assertThat(second.rest())
                    .isEqualTo("The data directory " + directory
                            + " is used by another running Tenantry; stop it or choose another DATA_DIR.");
            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(first.url()).isNotEmpty();
        }
    }

    @Test
    void takesOverTheDirectoryOfAKilledProcess() throws InterruptedException {
        try (DatabaseProcess killed = DatabaseProcess.on(directory)) {
            killed.url();
            killed.kill();
        }
        try (EmbeddedDatabase next = EmbeddedDatabase.open(directory)) {
            assertThat(next.url()).isNotEmpty();
        }
    }

    @Test
    void explainsWrongArguments() throws InterruptedException {
        try (DatabaseProcess process = DatabaseProcess.start("--port=abc")) {
            assertThat(process.rest())
                    .contains("--port must be a number from 0 to 65535: abc")
                    .contains("Usage: database [--port=27017] [--data=./data]");
            assertThat(process.exitStatus()).isEqualTo(2);
        }
    }
}
