package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVStore;

/**
 * Answers {@code listDatabases} from the names of the maps. The library opens every database a second time for it, beside
 * the open one, and ignores the filter.
 */
final class DatabaseList {

    private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();
    private final MVStore maps;

    DatabaseList(MVStore maps) {
        this.maps = maps;
    }

    Document answer(Document command) {
        Document filter = command.get("filter") instanceof Document given ? given : new Document();
        List<Document> databases = maps.getMapNames().stream()
                .filter(MapNames::isData)
                .map(MapNames::database)
                .distinct()
                .sorted()
                .map(name -> new Document("name", name).append("empty", false))
                .filter(database -> matcher.matches(database, filter))
                .toList();
        return new Document("databases", databases).append("ok", 1.0);
    }
}
