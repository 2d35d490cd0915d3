package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A database whose collections and unique indexes are maps of the store. It stands in for the library's {@code
 * H2Database}, which finds the maps to drop by the beginning of their names (and so drops {@code org_acme_corp} with
 * {@code org_acme}), and which after a {@code renameCollection} looks for the documents under a name that they are not
 * stored under.
 */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    private static final String SYSTEM = "system.";

    private final DatabaseMaps maps;
    private final Runnable betweenDocuments;

    /** @param betweenDocuments see {@link StoredCollection} */
    StoredDatabase(String name, MVStore store, Runnable betweenDocuments, CursorRegistry cursors) {
        super(name, cursors);
        this.maps = new DatabaseMaps(name, store);
        this.betweenDocuments = betweenDocuments;
        initializeNamespacesAndIndexes();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        Runnable pause = collection.startsWith(SYSTEM) ? () -> {} : betweenDocuments;
        return new StoredCollection(this, collection, options, maps.documents(collection), pause, cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new StoredUniqueIndex(maps.positions(collection, index), index, keys, sparse);
    }

    /** Nothing: for {@code getLastError}, which drivers no longer send, ten answers would be kept a connection. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    protected void clearLastStatus(Channel channel) {}

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    protected void putLastResult(Channel channel, Document result) {}

    /** Remembered and listed, but not used; the library does the same with a warning each time. */
    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new EmptyIndex<>(index, keys);
    }

    /**
     * The library drops an index by name in every collection of the database, and {@code *} likewise; and it takes a {@code
     * createIndexes} of none, which a server refuses.
     */
    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (command.equalsIgnoreCase("createIndexes")
                && query.get("indexes") instanceof Collection<?> none
                && none.isEmpty()) {
            throw new BadValueException("Must specify at least one index to create");
        }
        if (!command.equalsIgnoreCase("dropIndexes")) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        MongoCollection<Object> collection = resolveCollection(String.valueOf(query.get(command)), false);
        if (collection == null) {
            throw new MongoServerError(26, "NamespaceNotFound", "ns not found");
        }
        dropIndexes(collection, query.get("index"));
        return new Document("ok", 1.0);
    }

    private void dropIndexes(MongoCollection<Object> collection, @Nullable Object which) {
        Document descriptions = new Document("ns", collection.getFullName());
        List<Document> dropped = getOrCreateIndexesCollection()
                .handleQueryAsStream(descriptions)
                .filter(description -> !"_id_".equals(description.get("name")))
                .filter(description -> isMeant(description, which))
                .toList();
        if (dropped.isEmpty() && !"*".equals(which)) {
            throw new IndexNotFoundException("index not found with name [" + which + "]");
        }
        for (Document description : dropped) {
            String name = String.valueOf(description.get("name"));
            dropIndex(collection, name);
            getOrCreateIndexesCollection().deleteDocuments(descriptions.clone().append("name", name), 0);
        }
    }

    private static boolean isMeant(Document description, @Nullable Object which) {
        Object name = description.get("name");
        return "*".equals(which)
                || Objects.equals(which, name)
                || Objects.equals(which, description.get("key"))
                || (which instanceof Collection<?> names && names.contains(name));
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String index) {
        super.dropIndex(collection, index);
        maps.removePositions(collection.getCollectionName(), index);
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        super.dropCollection(collection, oplog);
        maps.removeDocuments(collection);
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        if (from != this) {
            throw new MongoServerException("renaming a collection into another database is not supported");
        }
        String oldName = collection.getCollectionName();
        super.moveCollection(from, collection, newName);
        maps.rename(
                oldName,
                newName,
                collection.getIndexes().stream().map(Index::getName).toList());
    }

    /** The library's answer is never, since it counts its own collections. */
    @Override
    public boolean isEmpty() {
        return maps.documents(MapNames.NAMESPACES).isEmpty();
    }

    @Override
    protected long getStorageSize() {
        return maps.fileSize();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
