package io.tenantry.tenancy;

import com.mongodb.WriteConcern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * The indexes of a collection, each as the document that {@code listIndexes} reports and {@code createIndexes} takes, so
 * that every option is carried, known to this program or not. The index of {@code _id} is left out, because it comes with
 * the collection, and so is {@code ns}, which older servers report and newer ones refuse.
 *
 * @param all the definitions in the order of the server
 */
record IndexDefinitions(List<BsonDocument> all) {

    private static final BsonDocument MAJORITY = WriteConcern.MAJORITY.asDocument();

    static IndexDefinitions of(List<? extends BsonDocument> listed) {
        return new IndexDefinitions(listed.stream()
                .filter(index -> !isOfId(index.getDocument("key")))
                .map(IndexDefinitions::withoutNamespace)
                .toList());
    }

    private static boolean isOfId(BsonDocument key) {
        return key.size() == 1 && key.containsKey("_id") && key.get("_id").isNumber();
    }

    private static BsonDocument withoutNamespace(BsonDocument index) {
        BsonDocument definition = new BsonDocument();
        definition.putAll(index);
        definition.remove("ns");
        return definition;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    BsonDocument createCommand(String collection) {
        return new BsonDocument("createIndexes", new BsonString(collection))
                .append("indexes", new BsonArray(all))
                .append("writeConcern", MAJORITY);
    }

    Optional<Difference> firstDifference(String collection, IndexDefinitions copy) {
        Map<String, String> here = canonical();
        Map<String, String> there = copy.canonical();
        return NamedDefinitions.firstDifference(here, there)
                .map(name -> new Difference(
                        Difference.Kind.INDEX,
                        collection,
                        here.getOrDefault(name, Difference.NOTHING),
                        there.getOrDefault(name, Difference.NOTHING)));
    }

    private Map<String, String> canonical() {
        return all.stream()
                .collect(Collectors.toMap(index -> index.getString("name").getValue(), NamedDefinitions::canonical));
    }
}
