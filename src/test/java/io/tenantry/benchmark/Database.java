package io.tenantry.benchmark;

import io.tenantry.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** The database in a process of its own: what it costs is not what the service costs. */
final class Database implements AutoCloseable {

    private final Folder folder = Folder.create();
    private final int port = JavaProcess.freePort();
    private final JavaProcess process;

    Database(BenchmarkSettings settings) {
        this(settings, "database");
    }

    Database(BenchmarkSettings settings, String name) {
        this.process = JavaProcess.main(
                settings, name, Database.class, Map.of(), folder.path().toString(), Integer.toString(port));
    }

    /** The process itself: the folder and the port to listen on. It ends with its standard input. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println("Listening at " + database.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    String url() {
        return "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=30000";
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
