package io.tenantry;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tenantry.tenancy.Clusters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.reactivestreams.Publisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The databases behind the service under test, past the service. */
@Lazy
@Component
public class Databases {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Collections of the master that tell of an organization after it is gone, as they should: of an operation whose last
     * answer was lost a note stays until somebody looks again.
     */
    private static final Set<String> OUTLIVING = Set.of("platform_audit", "operations", "open_operations");

    private final Clusters clusters;
    private final String master;

    Databases(Clusters clusters, Environment environment) {
        this.clusters = clusters;
        this.master = environment.getRequiredProperty("tenantry.tenancy.master-database");
    }

    public MongoDatabase master() {
        return database(master);
    }

    public MongoDatabase database(String name) {
        return clusters.client(Clusters.MAIN).getDatabase(name);
    }

    public List<Document> find(MongoDatabase database, String collection, Bson filter) {
        return all(database.getCollection(collection).find(filter).sort(Sorts.ascending("_id")));
    }

    /** What changes in the database itself; returns when it is done. */
    public static <T> List<T> all(Publisher<T> work) {
        return Objects.requireNonNull(Flux.from(work).collectList().block(PATIENCE));
    }

    public void insert(String database, String collection, Document... documents) {
        all(database(database).getCollection(collection).insertMany(List.of(documents)));
    }

    public List<String> collections(String database) {
        return all(database(database).listCollectionNames()).stream().sorted().toList();
    }

    /** The names of databases that hold something. */
    public List<String> startingWith(String prefix) {
        return all(clusters.client(Clusters.MAIN).listDatabaseNames()).stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> !collections(name).isEmpty())
                .sorted()
                .toList();
    }

    /** Every document and every index of a database, in bytes. */
    public Map<String, List<RawBsonDocument>> contents(String database) {
        Map<String, List<RawBsonDocument>> contents = new TreeMap<>();
        for (String collection : collections(database)) {
            contents.put(collection, documents(database, collection));
            contents.put(collection + " indexes", indexes(database, collection));
        }
        return contents;
    }

    private List<RawBsonDocument> documents(String database, String collection) {
        return all(database(database)
                .getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(Sorts.ascending("_id")));
    }

    public List<RawBsonDocument> indexes(String database, String collection) {
        return all(database(database).getCollection(collection).listIndexes(RawBsonDocument.class)).stream()
                .sorted((one, other) -> name(one).compareTo(name(other)))
                .toList();
    }

    private static String name(RawBsonDocument index) {
        return index.getString("name").getValue();
    }

    /** What the master knows of an organization, the stub of a deleted one left out: where, and by which id. */
    public List<String> traces(String organizationId) {
        ObjectId id = new ObjectId(organizationId);
        Bson about = Filters.and(
                Filters.or(Filters.eq("_id", id), Filters.eq("organization_id", id)), Filters.ne("status", "DELETED"));
        return all(master().listCollectionNames()).stream()
                .filter(collection -> !OUTLIVING.contains(collection))
                .flatMap(collection -> find(master(), collection, about).stream()
                        .map(document -> collection + " " + document.get("_id")))
                .toList();
    }

    /** How many documents each collection of the master has, the stubs of deleted organizations left out. */
    public Map<String, Integer> sizeOfMaster() {
        return Map.of(
                "organizations",
                        find(master(), "organizations", Filters.ne("status", "DELETED"))
                                .size(),
                "admins", find(master(), "admins", Filters.empty()).size(),
                "logins", find(master(), "logins", Filters.empty()).size(),
                "claims", find(master(), "claims", Filters.empty()).size());
    }
}
