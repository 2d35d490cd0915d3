package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Demonstration data whose maker dies over it is complete after the next start, and nothing of it is there twice. */
class DemoDataCrashTests {

    /** A login whose maker died is free after a minute. */
    private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(110);

    @TempDir
    Path folder;

    @Test
    void theNextStartGoesOn() throws IOException {
        try (Database database = Database.embedded(folder.resolve("data"), 0);
                Instance instance = new Instance(
                        "demo",
                        Files.createDirectory(folder.resolve("holds")),
                        Map.of(
                                "MONGODB_URL", database.url(),
                                "SECRET_KEY", "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq",
                                "DEMO_DATA", "true"))) {
            Hold hold = Hold.arm(instance, new Step("PROVISION", "POPULATE"));
            hold.awaitReached();
            instance.kill();

            instance.restart();
            await("the first organization")
                    .atMost(COMPLETE_WITHIN)
                    .until(() -> signIn(instance).is(200));
            instance.kill();

            instance.restart();
            await("everybody")
                    .atMost(COMPLETE_WITHIN)
                    .until(() -> instance.output().contains(DemoDataCrashTests::isThere));
            assertThat(people(instance)).hasSize(4);
        }
    }

    private static boolean isThere(String line) {
        return line.contains("TechCorp Solutions is there for demonstration");
    }

    private static JsonNode people(Instance instance) {
        return instance.get("/user/list", signIn(instance).text("access_token"))
                .body()
                .get("items");
    }

    private static Reply signIn(Instance instance) {
        return instance.send(
                "POST",
                "/admin/login",
                null,
                Map.of("email", "admin@techcorp.example", "password", "tenantry-demo"),
                Duration.ofSeconds(10));
    }
}
