package io.tenantry.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table that a run ends with. */
final class Report {

    private Report() {}

    static String of(BenchmarkSettings settings, List<Figure> figures) {
        String lines = figures.stream().map(Report::line).collect(Collectors.joining("\n"));
        return """

                %d processors, Java %s, %d rounds each

                | Figure | Service | Reference | Value | Bound | |
                |---|---|---|---|---|---|
                %s
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        settings.rounds(),
                        lines);
    }

    private static String line(Figure figure) {
        return Double.isInfinite(figure.bound()) ? withoutBound(figure) : withBound(figure);
    }

    private static String withoutBound(Figure figure) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f%s | – | |",
                figure.name(),
                figure.measured(),
                figure.reference(),
                figure.value(),
                figure.unit());
    }

    private static String withBound(Figure figure) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f%s | ≤ %s%s | %s |",
                figure.name(),
                figure.measured(),
                figure.reference(),
                figure.value(),
                figure.unit(),
                plain(figure.bound()),
                figure.unit(),
                figure.isWithinBound() ? "ok" : "**not ok**");
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
