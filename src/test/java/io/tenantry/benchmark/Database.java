package io.tenantry.benchmark;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tenantry.FreePort;
import io.tenantry.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import reactor.core.publisher.Flux;

/** The database in a process of its own: what it costs is not what the service costs. */
final class Database implements AutoCloseable {

    private final Folder folder = Folder.create();
    private final int port = FreePort.find();
    private final JavaProcess process;
    private final MongoClient client;

    Database(BenchmarkSettings settings) {
        this(settings, "database");
    }

    Database(BenchmarkSettings settings, String name) {
        this.process = JavaProcess.main(
                settings, name, Database.class, Map.of(), folder.path().toString(), Integer.toString(port));
        this.client = MongoClients.create(url());
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

    /**
     * Drops all databases of organizations: each makes every later write of the embedded server a little slower, so that
     * thousands of them would be waited for, not measured.
     */
    void dropTenants() {
        Flux.from(client.listDatabaseNames())
                .filter(name -> name.startsWith("org_"))
                .concatMap(name -> client.getDatabase(name).drop())
                .then()
                .block();
    }

    @Override
    public void close() {
        client.close();
        process.close();
        folder.close();
    }
}
