package io.tenantry.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two processes that take turns at the same work, so that whatever else the machine does meets both. Each turn is measured
 * by the CPU time of the process whose turn it is.
 */
record SideBySide(Side measured, Side reference) {

    /** Two rounds in which both sides cost nearly the same end the warm-up. */
    private static final double STABLE = 0.05;

    /** A machine on which nothing ever gets stable is measured as it is. */
    private static final int PATIENCE = 4;

    /** A process and what is asked of it in one round; the answer is how many requests that were. */
    record Side(JavaProcess process, Work work) {

        double microsPerRequest() {
            Duration before = process.cpu();
            long requests = work.round();
            return process.cpu().minus(before).toNanos() / 1000.0 / requests;
        }
    }

    /** One round. */
    interface Work {
        long round();
    }

    /** CPU time a request of both, and the ratio of each pair of rounds. */
    record Result(Samples measured, Samples reference, Samples ratio) {

        Figure figure(String name, double bound) {
            return new Figure(
                    name + ", CPU a request",
                    measured.text("%.0f", " µs"),
                    reference.text("%.0f", " µs"),
                    ratio.median(),
                    bound,
                    "");
        }
    }

    Result compare(BenchmarkSettings settings) {
        warmUp(settings.warmUp());
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < settings.rounds(); i++) {
            Pair pair = i % 2 == 0 ? measuredFirst() : referenceFirst();
            ours.add(pair.measured());
            theirs.add(pair.reference());
            ratios.add(pair.ratio());
        }
        return new Result(new Samples(ours), new Samples(theirs), new Samples(ratios));
    }

    private void warmUp(Duration each) {
        long start = System.nanoTime();
        Pair last = measuredFirst();
        for (; ; ) {
            Pair now = measuredFirst();
            long elapsed = System.nanoTime() - start;
            boolean enough = elapsed > 2 * each.toNanos();
            if (enough && (now.isNear(last) || elapsed > PATIENCE * 2 * each.toNanos())) {
                return;
            }
            last = now;
        }
    }

    private Pair measuredFirst() {
        double ours = measured.microsPerRequest();
        return shown(new Pair(ours, reference.microsPerRequest()));
    }

    private Pair referenceFirst() {
        double theirs = reference.microsPerRequest();
        return shown(new Pair(measured.microsPerRequest(), theirs));
    }

    private static Pair shown(Pair pair) {
        System.out.printf("  %.0f µs, reference %.0f µs%n", pair.measured(), pair.reference());
        return pair;
    }

    private record Pair(double measured, double reference) {

        double ratio() {
            return measured / reference;
        }

        boolean isNear(Pair other) {
            return isNear(measured, other.measured) && isNear(reference, other.reference);
        }

        private static boolean isNear(double one, double other) {
            return Math.abs(one - other) < STABLE * other;
        }
    }
}
