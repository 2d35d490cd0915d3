package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command as it came over the wire, and what it will do to the store. */
record Command(String database, String name, Document body) {

    enum Access {
        /** Changes nothing, and creates nothing. */
        READ,
        /** Changes documents of one collection, which it creates when it is missing. */
        CHANGE,
        /** Creates, renames or removes collections or indexes. */
        DEFINE
    }

    private static final Set<String> CHANGES = Set.of("delete", "findandmodify", "insert", "update");

    private static final Set<String> READS = Set.of(
            "buildinfo",
            "collstats",
            "connectionstatus",
            "count",
            "dbstats",
            "distinct",
            "endsessions",
            "find",
            "getcmdlineopts",
            "getfreemonitoringstatus",
            "getlasterror",
            "getlog",
            "getmore",
            "hello",
            "hostinfo",
            "ismaster",
            "killcursors",
            "listcollections",
            "listdatabases",
            "listindexes",
            "ping",
            "replsetgetstatus",
            "reseterror",
            "serverstatus",
            "validate",
            "whatsmyuri");

    /** A command that is not known to read is treated as one that may change anything. */
    Access access() {
        if (is("aggregate")) {
            return accessOfPipeline();
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (CHANGES.contains(key)) {
            return Access.CHANGE;
        }
        return READS.contains(key) ? Access.READ : Access.DEFINE;
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The map of the collection that a command with {@link Access#CHANGE} changes. */
    String target() {
        return is("aggregate") ? mergeTarget(lastStage()) : MapNames.data(database, String.valueOf(body.get(name)));
    }

    private Access accessOfPipeline() {
        if (stages().noneMatch(stage -> stage.containsKey("$merge") || stage.containsKey("$out"))) {
            return Access.READ;
        }
        return lastStage().containsKey("$merge") ? Access.CHANGE : Access.DEFINE;
    }

    private Document lastStage() {
        return stages().reduce(new Document(), (before, stage) -> stage);
    }

    private Stream<Document> stages() {
        return body.get("pipeline") instanceof List<?> stages
                ? stages.stream().filter(Document.class::isInstance).map(Document.class::cast)
                : Stream.empty();
    }

    private String mergeTarget(Document stage) {
        Object into = stage.get("$merge") instanceof Document merge ? merge.get("into") : stage.get("$merge");
        if (into instanceof Document namespace) {
            return MapNames.data(orDatabase(namespace.get("db")), String.valueOf(namespace.get("coll")));
        }
        return MapNames.data(database, String.valueOf(into));
    }

    private String orDatabase(@Nullable Object name) {
        return name == null ? database : name.toString();
    }
}
