package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command does to the store. A command that is not known to read is treated as one that may change anything. */
enum Access {
    /** Changes nothing, and creates nothing. */
    READ,
    /** Changes documents of a collection. */
    CHANGE,
    /** Creates, renames or removes collections or indexes. */
    DEFINE;

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

    private static final Set<String> CHANGES = Set.of("delete", "findandmodify", "insert", "update");

    static Access of(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("aggregate")) {
            return ofPipeline(query.get("pipeline"));
        }
        if (CHANGES.contains(name)) {
            return CHANGE;
        }
        return READS.contains(name) ? READ : DEFINE;
    }

    private static Access ofPipeline(@Nullable Object pipeline) {
        return pipeline instanceof List<?> stages && stages.stream().anyMatch(Access::writes) ? DEFINE : READ;
    }

    private static boolean writes(Object stage) {
        return stage instanceof Document document && (document.containsKey("$merge") || document.containsKey("$out"));
    }
}
