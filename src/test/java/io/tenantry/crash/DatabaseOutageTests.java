package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenantry.FreePort;
import io.tenantry.Standstill;
import io.tenantry.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Design, "Honest health": the database is gone, and comes back. */
class DatabaseOutageTests {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    /** What two busy cores may add to what is promised. */
    private static final Duration NOISE = Duration.ofMillis(500);

    @Test
    void withoutItsDatabaseTheServiceSaysSoAndWithItGoesOn(@TempDir Path folder) throws Exception {
        assumeTrue(TestMongo.isEmbedded(), "a server that a test may kill");
        int port = FreePort.find();
        Path data = folder.resolve("data");
        Database before = Database.embedded(data, port);
        Map<String, String> settings =
                Map.of("MONGODB_URL", "mongodb://127.0.0.1:" + port, "SECRET_KEY", "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");
        try (Instance instance = new Instance("outage", Files.createDirectory(folder.resolve("holds")), settings)) {
            instance.awaitReady();
            Account account = Account.create(instance, "Outage", "someone@example.com");

            before.close();

            assertAnswers(instance, "/livez", null, 200);
            assertAnswers(instance, "/readyz", null, 503);
            assertAnswers(instance, "/health", null, 503);
            await("the directory to grow stale")
                    .untilAsserted(() -> assertAnswers(instance, "/org/get?organization_name=Outage", null, 503));
            assertAnswers(instance, "/me", account.token(), 503);
            assertAnswers(instance, "/livez", null, 200);

            try (Database after = Database.embedded(data, port)) {
                assertThat(after.url()).contains(Integer.toString(port));
                instance.awaitReady();
                await("requests to succeed without a restart")
                        .until(() -> instance.get("/me", account.token()).is(200));
            }
        }
    }

    private static void assertAnswers(Instance instance, String path, @Nullable String token, int status) {
        try (Standstill asking = new Standstill()) {
            Reply answer = instance.get(path, token);
            assertThat(asking.worked()).isLessThan(TWO_SECONDS.plus(NOISE));
            assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(status);
        }
    }
}
