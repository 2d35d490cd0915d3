package io.tenantry.embedded;

import static com.mongodb.client.model.Filters.eq;
import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.tenantry.kernel.DatabaseFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a database whose file cannot grow any more. The disk is full by the limit of the operating system for the
 * size of a file (setrlimit(2), RLIMIT_FSIZE), which {@code prlimit} sets while the process runs.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    /** Who looks for a server that is away hears so soon. */
    private static final String SOON = "/?serverSelectionTimeoutMS=1000";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void nobodyIsServedUntilThereIsRoomAgain() throws IOException, InterruptedException {
        int lost;
        try (DatabaseProcess process = DatabaseProcess.on(directory);
                Client client = Client.of(process.url() + SOON)) {
            MongoCollection<Document> orders = client.collection("org_acme", "orders");
            get(orders.insertOne(order(0)));
            limit(process, Files.size(directory.resolve("tenantry.db")) + 64 * 1024);

            lost = writeUntilTheDiskIsFull(orders);

            assertThatThrownBy(() -> get(orders.insertOne(order(lost))))
                    .as("a write while there is no room")
                    .matches(DatabaseFailures::isUnavailable);

            limit(process, Long.MAX_VALUE);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(MongoException.class)
                    .until(() -> all(orders.find(eq("_id", lost))).isEmpty());
            assertThat(all(orders.find())).hasSize(lost);
            get(orders.insertOne(order(lost)));
            process.kill();
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.open(directory);
                Client client = Client.of(again.url())) {
            assertThat(lost).isPositive();
            assertThat(all(client.collection("org_acme", "orders").find())).hasSize(lost + 1);
        }
    }

    private static int writeUntilTheDiskIsFull(MongoCollection<Document> orders) {
        for (int i = 1; ; i++) {
            try {
                get(orders.insertOne(order(i)));
            } catch (MongoException full) {
                assertThat(DatabaseFailures.mayHaveBeenDone(full)).isTrue();
                return i;
            }
        }
    }

    private static Document order(int id) {
        return new Document("_id", id).append("text", "x".repeat(4_000));
    }

    private static void limit(DatabaseProcess process, long bytes) throws IOException, InterruptedException {
        String size = bytes == Long.MAX_VALUE ? "unlimited" : Long.toString(bytes);
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + size + ":")
                .redirectErrorStream(true)
                .start();
        String said =
                new String(Objects.requireNonNull(prlimit.getInputStream()).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(prlimit.waitFor()).as(said).isZero();
    }
}
