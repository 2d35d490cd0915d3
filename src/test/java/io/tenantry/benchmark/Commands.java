package io.tenantry.benchmark;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands that the service sends for one organization, read from the driver's log. */
final class Commands {

    private static final String LOGGED = "--logging.level.org.mongodb.driver.protocol.command=debug";

    /** Name and collection, from the first member of the command. */
    private static final Pattern STARTED =
            Pattern.compile("started on database .* Command: \\{\"(\\w+)\": (?:\"(\\w+)\")?.*");

    private Commands() {}

    static List<String> ofOneCreate(BenchmarkSettings settings, Database database) {
        try (Service service = Service.on(settings, "creates-commands", database, WithoutHashing.class, LOGGED)) {
            Caller caller = new Caller(1);
            // Not of the first one, which takes so long that its lease is renewed.
            caller.one(service.creates(1).get(0));
            int before = service.process().log().size();
            caller.one(service.creates(1).get(0));
            return service.process().log().stream()
                    .skip(before)
                    .filter(line -> !isBackground(line))
                    .map(Commands::command)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    private static boolean isBackground(String line) {
        return line.contains("isMaster")
                || line.contains("\"find\": \"open_operations\"")
                || (line.contains("\"find\": \"organizations\"")
                        && (line.contains("changed_at") || line.contains("$in")));
    }

    private static @Nullable String command(String line) {
        Matcher started = STARTED.matcher(line);
        if (!started.find()) {
            return null;
        }
        return started.group(2) == null ? started.group(1) : started.group(1) + " " + started.group(2);
    }
}
