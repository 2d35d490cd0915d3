package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The maps of one database: one for the documents of each collection, one for each unique index. */
final class DatabaseMaps {

    private static final MVMap.Builder<Object, Document> DOCUMENTS =
            new MVMap.Builder<Object, Document>().keyType(PositionType.INSTANCE).valueType(DocumentType.INSTANCE);
    private static final MVMap.Builder<KeyValue, Object> POSITIONS =
            new MVMap.Builder<KeyValue, Object>().keyType(IndexKeyType.INSTANCE).valueType(PositionType.INSTANCE);

    private final String database;
    private final MVStore maps;

    DatabaseMaps(String database, MVStore maps) {
        this.database = database;
        this.maps = maps;
    }

    MVMap<Object, Document> documents(String collection) {
        return maps.openMap(MapNames.data(database, collection), DOCUMENTS);
    }

    MVMap<KeyValue, Object> positions(String collection, String index) {
        return maps.openMap(MapNames.index(database, collection, index), POSITIONS);
    }

    void removeDocuments(String collection) {
        maps.removeMap(documents(collection));
    }

    /** There is no map for an index that is not unique. */
    void removePositions(String collection, String index) {
        if (maps.hasMap(MapNames.index(database, collection, index))) {
            maps.removeMap(positions(collection, index));
        }
    }

    /** The maps of the old name become those of the new one, with all that is in them. */
    void rename(String from, String to, Collection<String> indexes) {
        maps.renameMap(documents(from), MapNames.data(database, to));
        for (String index : indexes) {
            if (maps.hasMap(MapNames.index(database, from, index))) {
                maps.renameMap(positions(from, index), MapNames.index(database, to, index));
            }
        }
    }

    /** The size of the file, which all databases share. */
    long fileSize() {
        FileStore<?> file = maps.getFileStore();
        return file == null ? 0 : file.size();
    }
}
