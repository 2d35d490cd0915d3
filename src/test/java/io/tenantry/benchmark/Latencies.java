package io.tenantry.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long each of many answers took. */
final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    synchronized int count() {
        return count;
    }

    /** What half did not exceed, in milliseconds. */
    double p50() {
        return quantile(0.5);
    }

    /** What 99 of 100 did not exceed, in milliseconds. */
    double p99() {
        return quantile(0.99);
    }

    /** The longest, in milliseconds. */
    double longest() {
        return quantile(1);
    }

    private synchronized double quantile(double share) {
        if (count == 0) {
            throw new IllegalStateException("Nothing was answered.");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return sorted[rank - 1] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
