package io.tenantry.benchmark;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run may be told by {@code -Dbenchmark.<name>=<value>}.
 *
 * @param jar the service as it is deployed
 * @param work where logs and databases of the run go
 * @param only which of {@code start}, {@code lookup}, {@code member}, {@code me}, {@code authentication},
 *     {@code write}, {@code heap}, {@code many}, {@code rename}, {@code flood}, {@code fanout} and {@code sockets} to
 *     measure
 * @param startPath what answers 200 first
 * @param warmUp how long each side is warmed up at least; four times this at most
 * @param rounds how many measured rounds each side has
 * @param round how long a round of reads lasts
 * @param connections how many connections are kept busy with reads
 * @param creates how many organizations a round of creates makes
 * @param creators how many of them are under way at once
 * @param organizations how many organizations are many
 * @param documents how many documents a rename moves
 * @param flags more flags for every measured JVM, such as those of a profiler; {@code {name}} is the process's name
 * @param strict whether a figure over its bound is a failure
 */
@RecordBuilder
record BenchmarkSettings(
        Path jar,
        Path work,
        List<String> only,
        String startPath,
        Duration warmUp,
        int rounds,
        Duration round,
        int connections,
        int creates,
        int creators,
        int organizations,
        int documents,
        List<String> flags,
        boolean strict) {

    static BenchmarkSettings ofSystemProperties() {
        return new BenchmarkSettings(
                Path.of(text("jar", "target/tenantry.jar")),
                Path.of(text("work", "target/benchmark")),
                List.of(text("only", "start,lookup,member,me,authentication,write,heap")
                        .split(",", -1)),
                text("start.path", "/livez"),
                Duration.ofSeconds(Integer.parseInt(text("warmup.seconds", "30"))),
                Integer.parseInt(text("rounds", "7")),
                Duration.ofSeconds(Integer.parseInt(text("round.seconds", "5"))),
                Integer.parseInt(text("connections", "16")),
                Integer.parseInt(text("creates", "300")),
                Integer.parseInt(text("creators", "8")),
                Integer.parseInt(text("organizations", "10000")),
                Integer.parseInt(text("documents", "1000000")),
                Stream.of(text("flags", "").split(" ", -1))
                        .filter(flag -> !flag.isEmpty())
                        .toList(),
                Boolean.parseBoolean(text("strict", "false")));
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty("benchmark." + name, "");
        return value.isBlank() ? otherwise : value;
    }

    /** With one more flag; the last of its kind counts. */
    BenchmarkSettings with(String flag) {
        return with().flags(Stream.concat(flags.stream(), Stream.of(flag)).toList())
                .build();
    }

    /** The service from another place. */
    BenchmarkSettings with(Path anotherJar) {
        return with().jar(anotherJar).build();
    }

    private BenchmarkSettingsBuilder with() {
        return BenchmarkSettingsBuilder.builder(this);
    }

    boolean isWanted(String... measurements) {
        return Stream.of(measurements).anyMatch(only::contains);
    }
}
