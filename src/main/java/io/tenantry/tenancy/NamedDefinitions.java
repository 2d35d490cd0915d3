package io.tenantry.tenancy;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Compares what a server reports about collections or indexes, by name. */
final class NamedDefinitions {

    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private NamedDefinitions() {}

    /** The first name, in order, that only one of them has or that they define differently. */
    static Optional<String> firstDifference(Map<String, String> source, Map<String, String> copy) {
        SortedSet<String> names = new TreeSet<>(source.keySet());
        names.addAll(copy.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(source.get(name), copy.get(name)))
                .findFirst();
    }

    /**
     * A definition as text that is equal for equal definitions. The order of its own fields means nothing; the order
     * within them does (the keys of an index), and so do the types of numbers.
     */
    static String canonical(BsonDocument definition) {
        return new TreeMap<>(definition)
                .entrySet().stream()
                        .map(field -> new BsonDocument(field.getKey(), field.getValue()).toJson(CANONICAL))
                        .collect(Collectors.joining());
    }
}
