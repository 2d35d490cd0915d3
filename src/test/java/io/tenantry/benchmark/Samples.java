package io.tenantry.benchmark;

import java.util.List;
import java.util.Locale;

/** The same thing measured several times. */
record Samples(List<Double> values) {

    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }

    /** The median, and the least and the most. */
    String text(String format, String unit) {
        List<Double> sorted = sorted();
        return String.format(
                Locale.ROOT,
                format + unit + " (" + format + "–" + format + ")",
                median(),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
