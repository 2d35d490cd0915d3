package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * What serves new connections. A backend whose file could not be written (the disk is full) serves nobody any more, since it
 * has in memory what is not in the file: the file is opened anew for the next connection, once it can be written.
 */
final class Backends implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    /** A driver that finds nobody comes again twice a second on each of its connections. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final Supplier<DurableStore> file;
    private DurableBackend latest;
    private String told = "";
    private long tried = System.nanoTime() - BETWEEN_TRIES.toNanos();

    Backends(Supplier<DurableStore> file) {
        this.file = file;
        this.latest = new DurableBackend(file.get());
    }

    /** The one that is open; empty while there is none. */
    synchronized Optional<MongoBackend> serving() {
        if (latest.hasFailed() && System.nanoTime() - tried >= BETWEEN_TRIES.toNanos()) {
            openAgain();
            tried = System.nanoTime();
        }
        return latest.hasFailed() ? Optional.empty() : Optional.of(latest);
    }

    private void openAgain() {
        try {
            latest = opened(file.get());
            told = "";
            LOG.info("The embedded database is open again.");
        } catch (RuntimeException stillFailing) {
            tell(String.valueOf(
                    NestedExceptionUtils.getMostSpecificCause(stillFailing).getMessage()));
        }
    }

    /** Not at every try. */
    private void tell(String reason) {
        if (!reason.equals(told)) {
            told = reason;
            LOG.warn("The embedded database cannot be opened yet: {}", reason);
        }
    }

    private static DurableBackend opened(DurableStore store) {
        try {
            store.requireWritable();
            return new DurableBackend(store);
        } catch (RuntimeException e) {
            store.abandon();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        latest.close();
    }
}
