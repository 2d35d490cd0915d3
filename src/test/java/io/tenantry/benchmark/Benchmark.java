package io.tenantry.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures what BENCHMARKS.md lists and prints a table. It fails only for {@code -Dbenchmark.strict=true}: on a machine
 * that others use, a figure over its bound says little.
 */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        BenchmarkSettings settings = BenchmarkSettings.ofSystemProperties();
        List<Figure> figures = new ArrayList<>();
        if (settings.isWanted("start")) {
            figures.addAll(StartTime.measure(settings));
        }
        if (settings.isWanted("lookup", "member", "me")) {
            figures.addAll(Reads.measure(settings));
        }
        if (settings.isWanted("authentication")) {
            figures.addAll(AuthenticationCost.measure(settings));
        }
        if (settings.isWanted("write")) {
            figures.addAll(Creates.measure(settings));
        }
        if (settings.isWanted("heap")) {
            figures.addAll(HeapUse.measure(settings));
        }
        if (settings.isWanted("many")) {
            figures.addAll(ManyOrganizations.measure(settings));
        }
        if (settings.isWanted("rename")) {
            figures.addAll(RenameSpeed.measure(settings));
        }
        if (settings.isWanted("flood")) {
            figures.addAll(LoginFlood.measure(settings));
        }
        if (settings.isWanted("fanout")) {
            figures.addAll(FanOut.measure(settings));
        }
        if (settings.isWanted("sockets")) {
            figures.addAll(MostSockets.measure(settings));
        }
        System.out.println(Report.of(settings, figures));
        boolean good = figures.stream().allMatch(Figure::isWithinBound);
        System.exit(good || !settings.strict() ? 0 : 1);
    }
}
