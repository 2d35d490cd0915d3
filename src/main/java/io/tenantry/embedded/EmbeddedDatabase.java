package io.tenantry.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks MongoDB's protocol, in this process and for this machine only (it listens on the loopback
 * interface, without authentication).
 *
 * <p><b>Durability.</b> A write is committed to the file before it is answered, documents and indexes together: a
 * process that dies ({@code kill -9}, out of memory) loses nothing that was acknowledged. A machine that dies may lose
 * the last seconds, since no commit waits for the disk. A reader may see a write that is not committed yet; a write that
 * comes after it is committed with it or later, so what was acknowledged never rests on what was lost.
 *
 * <p><b>Limits.</b> It has no transactions, sessions, TTL or change streams; indexes that are not unique are accepted and
 * not used. After a failed commit (the disk is full) nobody is served until the file can be written again. It is for trying
 * out and for tests; name a real server in {@code MONGODB_URL} for anything else.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final int RANDOM_PORT = 0;

    private final @Nullable DataDirectory directory;
    private final Backends backends;
    private final WireServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(@Nullable DataDirectory directory, Backends backends, WireServer server) {
        this.directory = directory;
        this.backends = backends;
        this.server = server;
    }

    /** Opens the database of a directory on a random free port; see {@link #open(Path, int)}. */
    public static EmbeddedDatabase open(Path dataDirectory) {
        return open(dataDirectory, RANDOM_PORT);
    }

    /**
     * Opens the database of a directory, making both when they are missing.
     *
     * @param port the port to listen on; 0 is a random free one
     * @throws DataDirectoryInUseException if another running instance uses the directory
     * @throws EmbeddedDatabaseException if the directory, the database file or the port cannot be used
     */
    public static EmbeddedDatabase open(Path dataDirectory, int port) {
        DataDirectory directory = DataDirectory.acquire(dataDirectory);
        try {
            return serve(directory, () -> DurableStore.open(directory.databaseFile()), port);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Starts a database that is gone when it is closed, on a random free port. */
    public static EmbeddedDatabase inMemory() {
        return serve(null, DurableStore::inMemory, RANDOM_PORT);
    }

    private static EmbeddedDatabase serve(@Nullable DataDirectory directory, Supplier<DurableStore> file, int port) {
        Backends backends = new Backends(file);
        try {
            return new EmbeddedDatabase(directory, backends, new WireServer(backends, port));
        } catch (RuntimeException e) {
            backends.close();
            throw e;
        }
    }

    /** The connection string, such as {@code mongodb://127.0.0.1:41873}. */
    public String url() {
        return "mongodb://127.0.0.1:" + server.port();
    }

    /** What a person who starts the service should know of this database: a few lines for the console. */
    public String banner() {
        return """
                Embedded database, for trying out: %s (any user of this machine can connect)
                %s
                For anything else run a MongoDB server and set MONGODB_URL, such as mongodb://localhost:27017.""".formatted(
                        url(),
                        directory == null
                                ? "It keeps nothing: all is gone when it stops."
                                : "Its file is " + directory.databaseFile() + ".");
    }

    /** Ends all connections and closes the file. Calls after the first do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
            backends.close();
            if (directory != null) {
                directory.close();
            }
        }
    }
}
