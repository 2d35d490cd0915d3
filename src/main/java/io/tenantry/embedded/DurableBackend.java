package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Runs the commands, each with the access to the store that it needs: what changes is committed before its answer. */
final class DurableBackend extends AbstractMongoBackend {

    private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

    /** The driver refuses answers above 48 MB; the library would put in all that was found. */
    private static final int LARGEST_BATCH = 1000;

    private final DurableStore store;
    private final DatabaseList databases;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();

    DurableBackend(DurableStore store) {
        super(Clock.systemUTC());
        this.store = store;
        this.databases = new DatabaseList(store.maps());
    }

    /** Answers errors itself: the library would first log them with the whole request, secrets and all. */
    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return failed.get() ? ErrorAnswer.away() : super.handleMessage(message);
        } catch (MongoServerException e) {
            return ErrorAnswer.of(e);
        } catch (RuntimeException e) {
            if (store.isClosed()) {
                fail(e);
                return ErrorAnswer.away();
            }
            if (e instanceof MVStoreException failure) {
                return ErrorAnswer.of(failure);
            }
            throw e;
        }
    }

    /** The store closes itself when a commit fails: what is in memory is not in the file, which must be opened anew. */
    private void fail(RuntimeException failure) {
        if (failed.compareAndSet(false, true)) {
            log.error(
                    "The embedded database cannot write its file: {}. It is opened again once it can.",
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        }
    }

    /** Whether it answers nothing any more but that it is away. */
    boolean hasFailed() {
        return failed.get();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String name, Document body) {
        Command command = new Command(database, name, body);
        return switch (command.access()) {
            case READ -> store.read(() -> perform(channel, command));
            case CHANGE ->
                store.change(() -> changeExisting(channel, command))
                        .orElseGet(() -> store.define(() -> define(channel, command)));
            case DEFINE -> store.define(() -> define(channel, command));
        };
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return store.read(() -> super.handleQuery(query));
    }

    /** Empty if the collection must be created first, which is not done beside other changes. */
    private Optional<Document> changeExisting(Channel channel, Command command) {
        return store.maps().hasMap(command.target()) ? Optional.of(perform(channel, command)) : Optional.empty();
    }

    private Document define(Channel channel, Command command) {
        try {
            return perform(channel, command);
        } finally {
            forgetIfEmpty(command.database());
        }
    }

    private Document perform(Channel channel, Command command) {
        if (command.is("listDatabases")) {
            return databases.answer(command.body());
        }
        if (command.is("find") || command.is("getMore")) {
            command.body().compute("batchSize", (key, asked) -> batchSize(asked));
        }
        return super.handleCommand(channel, command.database(), command.name(), command.body());
    }

    private static int batchSize(@Nullable Object asked) {
        int documents = asked instanceof Number number ? number.intValue() : 0;
        return documents <= 0 ? LARGEST_BATCH : Math.min(documents, LARGEST_BATCH);
    }

    /**
     * Opens a database, which a command that does not define anything may do only where one is stored: for any other it
     * is an empty one that is forgotten with the command, so that looking at a name leaves no trace.
     */
    @Override
    public MongoDatabase resolveDatabase(String name) {
        if (store.isDefining() || opened.contains(name)) {
            return super.resolveDatabase(name);
        }
        if (store.maps().hasMap(MapNames.data(name, MapNames.NAMESPACES))) {
            return store.undisturbed(() -> super.resolveDatabase(name));
        }
        return new StoredDatabase(name, MVStore.open(null), () -> {}, getCursorRegistry());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        StoredDatabase database = new StoredDatabase(name, store.maps(), store::pause, getCursorRegistry());
        opened.add(name);
        return database;
    }

    @Override
    public void dropDatabase(String name) {
        opened.remove(name);
        super.dropDatabase(name);
    }

    /** A database without collections does not exist. */
    private void forgetIfEmpty(String database) {
        if (store.maps().hasMap(MapNames.data(database, MapNames.NAMESPACES))
                && resolveDatabase(database).isEmpty()) {
            dropDatabase(database);
        }
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
