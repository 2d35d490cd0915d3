package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged write survives {@code kill -9}, whole: document and index together. */
class CrashTest {

    private static final int ROUNDS = 6;
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private final Random random = new Random();
    private final List<AcknowledgedWrites> clients = Stream.of("a", "b", "c", "d")
            .limit(CLIENTS)
            .map(AcknowledgedWrites::new)
            .toList();

    @Test
    void acknowledgedWritesSurviveKillsWhole() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            writeAndKill();
            verify();
        }
    }

    private void writeAndKill() throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(50 + random.nextInt(500));
        try (DatabaseProcess process = DatabaseProcess.on(directory);
                Client driver = Client.of(process.url())) {
            MongoCollection<Document> users = driver.collection("org_acme", "users");
            uniqueIndex(users, "email");
            List<Thread> threads = clients.stream()
                    .map(client -> new Thread(() -> client.writeUntilKilled(users, enough::countDown)))
                    .toList();
            threads.forEach(Thread::start);
            enough.await();
            process.kill();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void verify() {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Client driver = Client.of(database.url())) {
            MongoCollection<Document> users = driver.collection("org_acme", "users");
            clients.forEach(client -> client.verify(users));
            all(users.find()).forEach(user -> verifyIndexes(users, user));
            verifyEntries(driver);
        }
    }

    /** By index, by scan: the same document; and the index refuses its double. */
    private static void verifyIndexes(MongoCollection<Document> users, Document user) {
        String email = user.getString("email");
        assertThat(all(users.find(Filters.eq("email", email)))).containsExactly(user);
        assertThat(all(users.find(Filters.eq(user.getString("_id"))))).containsExactly(user);
        assertThatThrownBy(() -> get(users.insertOne(new Document("email", email))))
                .isInstanceOfAny(MongoWriteException.class, DuplicateKeyException.class)
                .hasMessageContaining("E11000");
    }

    /** No index has an entry too many. */
    private static void verifyEntries(Client driver) {
        Document report = driver.run("org_acme", new Document("validate", "users"));
        int documents = report.getInteger("nrecords");
        assertThat(report.get("keysPerIndex", Document.class).values())
                .isNotEmpty()
                .allSatisfy(entries -> assertThat(((Number) entries).intValue()).isEqualTo(documents));
    }
}
