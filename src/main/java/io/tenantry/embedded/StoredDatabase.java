package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A database whose collections and unique indexes are maps of the store. It stands in for the library's {@code
 * H2Database}, which finds the maps to drop by the beginning of their names (and so drops {@code org_acme_corp} with
 * {@code org_acme}), and which after a {@code renameCollection} looks for the documents under a name that they are not
 * stored under.
 */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    private static final MVMap.Builder<Object, Document> DOCUMENTS =
            new MVMap.Builder<Object, Document>().keyType(PositionType.INSTANCE).valueType(DocumentType.INSTANCE);
    private static final MVMap.Builder<KeyValue, Object> POSITIONS =
            new MVMap.Builder<KeyValue, Object>().keyType(IndexKeyType.INSTANCE).valueType(PositionType.INSTANCE);
    private static final String SYSTEM = "system.";

    private final MVStore maps;
    private final Runnable betweenDocuments;

    /** @param betweenDocuments see {@link StoredCollection} */
    StoredDatabase(String name, MVStore maps, Runnable betweenDocuments, CursorRegistry cursors) {
        super(name, cursors);
        this.maps = maps;
        this.betweenDocuments = betweenDocuments;
        initializeNamespacesAndIndexes();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        return new StoredCollection(
                this,
                collection,
                options,
                maps.openMap(MapNames.data(databaseName, collection), DOCUMENTS),
                collection.startsWith(SYSTEM) ? () -> {} : betweenDocuments,
                cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new StoredUniqueIndex(
                maps.openMap(MapNames.index(databaseName, collection, index), POSITIONS), index, keys, sparse);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String index) {
        super.dropIndex(collection, index);
        remove(MapNames.index(databaseName, collection.getCollectionName(), index), POSITIONS);
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        super.dropCollection(collection, oplog);
        remove(MapNames.data(databaseName, collection), DOCUMENTS);
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        if (from != this) {
            throw new MongoServerException("renaming a collection into another database is not supported");
        }
        String oldName = collection.getCollectionName();
        List<String> indexes =
                collection.getIndexes().stream().map(Index::getName).toList();
        super.moveCollection(from, collection, newName);
        rename(MapNames.data(databaseName, oldName), MapNames.data(databaseName, newName), DOCUMENTS);
        for (String index : indexes) {
            rename(
                    MapNames.index(databaseName, oldName, index),
                    MapNames.index(databaseName, newName, index),
                    POSITIONS);
        }
    }

    private <K, V> void remove(String map, MVMap.Builder<K, V> types) {
        if (maps.hasMap(map)) {
            maps.removeMap(maps.openMap(map, types));
        }
    }

    private <K, V> void rename(String from, String to, MVMap.Builder<K, V> types) {
        if (maps.hasMap(from)) {
            maps.renameMap(maps.openMap(from, types), to);
        }
    }

    /** The library's answer is never, since it counts its own collections. */
    @Override
    public boolean isEmpty() {
        return maps.openMap(MapNames.data(databaseName, "system.namespaces"), DOCUMENTS)
                .isEmpty();
    }

    @Override
    protected long getStorageSize() {
        FileStore<?> file = maps.getFileStore();
        return file == null ? 0 : file.size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
