package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVStore;

/** Runs the commands, each with the access to the store that it needs: what changes is committed before its answer. */
final class DurableBackend extends AbstractMongoBackend {

    private static final String NAMESPACES = "system.namespaces";

    private final DurableStore store;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    DurableBackend(DurableStore store) {
        super(Clock.systemUTC());
        this.store = store;
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Access access = Access.of(command, query);
        if (access == Access.READ) {
            return store.read(() -> super.handleCommand(channel, database, command, query));
        }
        if (access == Access.CHANGE) {
            Optional<Document> answer = store.change(() -> changeExisting(channel, database, command, query));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return store.define(() -> define(channel, database, command, query));
    }

    /** Empty if the collection must be created first, which is not done beside other changes. */
    private Optional<Document> changeExisting(Channel channel, String database, String command, Document query) {
        return hasCollection(database, String.valueOf(query.get(command)))
                ? Optional.of(super.handleCommand(channel, database, command, query))
                : Optional.empty();
    }

    private Document define(Channel channel, String database, String command, Document query) {
        try {
            return super.handleCommand(channel, database, command, query);
        } finally {
            forgetIfEmpty(database);
        }
    }

    /** A database without collections does not exist. */
    private void forgetIfEmpty(String database) {
        String namespaces = MapNames.data(database, NAMESPACES);
        if (store.maps().hasMap(namespaces) && store.maps().openMap(namespaces).isEmpty()) {
            dropDatabase(database);
        }
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return store.read(() -> super.handleQuery(query));
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
        if (hasCollection(name, NAMESPACES)) {
            return store.undisturbed(() -> super.resolveDatabase(name));
        }
        return new StoredDatabase(name, MVStore.open(null), getCursorRegistry());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        StoredDatabase database = new StoredDatabase(name, store.maps(), getCursorRegistry());
        opened.add(name);
        return database;
    }

    @Override
    public void dropDatabase(String name) {
        opened.remove(name);
        super.dropDatabase(name);
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }

    private boolean hasCollection(String database, String collection) {
        return store.maps().hasMap(MapNames.data(database, collection));
    }
}
