package io.tenantry.crash;

import static org.awaitility.Awaitility.await;

import io.tenantry.embedded.EmbeddedDatabaseProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server in {@code TEST_MONGODB_URL}, or else the embedded one as a process of its own. */
record Database(@Nullable Program program, String url) implements AutoCloseable {

    private static final String READY = "Embedded database ready at ";

    static Database start(Path data) {
        String configured = System.getenv("TEST_MONGODB_URL");
        return configured == null ? embedded(data) : new Database(null, configured);
    }

    private static Database embedded(Path data) {
        return embedded(data, 0);
    }

    /** The embedded one, on that port. */
    static Database embedded(Path data, int port) {
        Program program =
                Program.start("database", EmbeddedDatabaseProcess.class, Map.of(), "--port=" + port, "--data=" + data);
        await("the start of the database")
                .atMost(Duration.ofSeconds(30))
                .until(() -> program.output().contains(line -> line.startsWith(READY)));
        return new Database(program, program.output().first(READY).substring(READY.length()));
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
