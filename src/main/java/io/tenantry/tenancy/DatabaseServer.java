package io.tenantry.tenancy;

import io.tenantry.embedded.EmbeddedDatabase;
import io.tenantry.embedded.EmbeddedDatabaseException;
import io.tenantry.kernel.StartRefusedException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that holds the master: the one that {@code MONGODB_URL} names, or one inside this process, which then ends
 * with it.
 *
 * @param variable what a person would change to use another one
 */
record DatabaseServer(String variable, String url, @Nullable EmbeddedDatabase embedded) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);

    static DatabaseServer of(TenancySettings settings) {
        return settings.isEmbedded() ? embedded(settings) : named(Objects.requireNonNull(settings.mongodbUrl()));
    }

    private static DatabaseServer named(String url) {
        return new DatabaseServer("MONGODB_URL", url, null);
    }

    private static DatabaseServer embedded(TenancySettings settings) {
        EmbeddedDatabase database = opened(settings.dataDir());
        LOG.warn("{}", database.banner());
        return new DatabaseServer("DATA_DIR", database.url(), database);
    }

    private static EmbeddedDatabase opened(Path directory) {
        try {
            return EmbeddedDatabase.open(directory);
        } catch (EmbeddedDatabaseException refusal) {
            throw new StartRefusedException(
                    String.valueOf(refusal.getMessage()),
                    "Do what it says, or set DATA_DIR to another directory, or MONGODB_URL to a real MongoDB.");
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "DatabaseServer[" + variable + "]";
    }
}
