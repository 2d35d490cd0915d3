package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.MongoWriteException;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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
            MongoCollection<Document> users = client.collection("org_acme", "users");
            uniqueIndex(users, "email");
            get(users.insertOne(new Document("_id", 1).append("email", "a@x.example")));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            MongoCollection<Document> users = client.collection("org_acme", "users");
            assertThat(all(users.find())).containsExactly(new Document("_id", 1).append("email", "a@x.example"));
            assertThatThrownBy(() -> get(users.insertOne(new Document("email", "a@x.example"))))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    @Test
    void closingTwiceIsClosingOnce() {
        EmbeddedDatabase database = EmbeddedDatabase.open(directory);
        database.close();
        database.close();
        EmbeddedDatabase.open(directory).close();
    }

    @Test
    void inMemoryKeepsNothingAndTouchesNoFile() {
        try (EmbeddedDatabase database = EmbeddedDatabase.inMemory();
                Client client = Client.of(database.url())) {
            get(client.collection("org_acme", "events").insertOne(new Document("_id", 1)));
            assertThat(client.collections("org_acme")).containsExactly("events");
            assertThat(database.banner()).contains("for trying out", "It keeps nothing", "MONGODB_URL");
        }
    }

    @Test
    void theBannerNamesTheFileAndTheWayOut() {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
            assertThat(database.banner())
                    .contains("for trying out", directory.resolve("tenantry.db").toString(), "set MONGODB_URL");
        }
    }

    @Test
    void onlyTheLoopbackInterfaceIsListenedOn() {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
            assertThat(URI.create(database.url())).hasHost("127.0.0.1");
        }
    }

    @Test
    void aSecondInstanceIsRefusedAndTheFirstGoesOn() {
        try (EmbeddedDatabase first = EmbeddedDatabase.open(directory);
                Client client = Client.of(first.url())) {
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                    .isInstanceOf(DataDirectoryInUseException.class)
                    .hasMessage("The data directory " + directory
                            + " is used by another running Tenantry; stop it or choose another DATA_DIR.");
            get(client.collection("org_acme", "events").insertOne(new Document("_id", 1)));
        }
    }

    @Test
    void aTakenPortIsNamedAndTheDirectoryIsFreeAgain() {
        try (EmbeddedDatabase first = EmbeddedDatabase.inMemory()) {
            int port = URI.create(first.url()).getPort();
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory, port))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
                    .hasMessageEndingWith("Choose another port.");
        }
        EmbeddedDatabase.open(directory).close();
    }

    @Test
    void aMissingDirectoryIsMadeForItsOwnerOnly() throws IOException {
        Path data = directory.resolve("deep").resolve("data");
        EmbeddedDatabase.open(data).close();
        assumeThat(Files.getFileStore(data).supportsFileAttributeView("posix")).isTrue();
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("tenantry.db"))).isEqualTo("rw-------");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsExplained() throws IOException {
        Path file = Files.createFile(directory.resolve("data"));
        assertThatThrownBy(() -> EmbeddedDatabase.open(file))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessage(
                        "The data directory %s cannot be used: %s is a file, not a directory. Choose another DATA_DIR."
                                .formatted(file, file));
    }

    @Test
    void anUnwritableDirectoryIsExplained() throws IOException {
        Path data = Files.createDirectory(
                directory.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assumeThat(Files.isWritable(data)).as("root may write everywhere").isFalse();
        assertThatThrownBy(() -> EmbeddedDatabase.open(data))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("may not write " + data);
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(directory.resolve("tenantry.db"), "garbage ".repeat(2000));
        assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessage(
                        "The database file " + file + " cannot be read. Restore a copy of it, or move it away to start"
                                + " with an empty database.");
        assertThat(file).hasContent("garbage ".repeat(2000));
    }

    @Test
    void aTruncatedDatabaseIsNotOpenedAsAnEmptyOne() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client client = Client.of(database.url())) {
            get(client.collection("org_acme", "events").insertOne(new Document("text", "x".repeat(100_000))));
        }
        Path file = directory.resolve("tenantry.db");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8192));
        assertThatThrownBy(() -> EmbeddedDatabase.open(directory)).isInstanceOf(EmbeddedDatabaseException.class);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
