package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the documents that a query can match by the index of some of its fields. */
final class IndexLookup {

    private IndexLookup() {}

    /** A superset of what matches; empty if no index helps. */
    static Optional<Iterable<Object>> positions(List<Index<Object>> indexes, Document query) {
        Document conditions = conditions(query);
        for (Index<Object> index : indexes) {
            Document part = part(conditions, index);
            if (part.size() == index.getKeys().size() && index.canHandle(part)) {
                return Optional.of(distinct(index.getPositions(part)));
            }
        }
        return Optional.empty();
    }

    /** The conditions that must all hold, those of {@code $and} among them. */
    private static Document conditions(Document query) {
        Document conditions = new Document();
        query.forEach((field, condition) -> {
            if (field.equals("$and") && condition instanceof Collection<?> all) {
                all.forEach(each -> conditions((Document) each).forEach(conditions::putIfAbsent));
            } else if (!field.startsWith("$")) {
                conditions.putIfAbsent(field, condition);
            }
        });
        return conditions;
    }

    private static Document part(Document conditions, Index<Object> index) {
        Document part = new Document();
        for (IndexKey key : index.getKeys()) {
            if (conditions.containsKey(key.getKey())) {
                part.put(key.getKey(), conditions.get(key.getKey()));
            }
        }
        return part;
    }

    private static Iterable<Object> distinct(Iterable<Object> positions) {
        Set<Object> distinct = new LinkedHashSet<>();
        positions.forEach(distinct::add);
        return distinct;
    }
}
