package io.tenantry.benchmark;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What was seen with so many sockets.
 *
 * @param sockets that heard each announcement
 * @param p50 from when it was due to when it was heard, in milliseconds
 * @param p99 the same
 * @param service CPU time of the service meanwhile, in percent of one processor
 * @param listeners the same of the process that has the sockets' other ends
 * @param machine how busy all processors were with everything, in percent
 * @param heap of the service after a collection, in MiB
 */
record SocketStep(int sockets, double p50, double p99, double service, double listeners, double machine, double heap) {

    static final String HEAD = """
            | Sockets | p50 | p99 | Service | Listeners | All processors | Heap |
            |---|---|---|---|---|---|---|""";

    /**
     * Where the steps end.
     *
     * @param p99 in milliseconds
     * @param sockets that the system allows to a process
     */
    record Limits(double p99, int sockets) {}

    boolean isWithin(Limits limits) {
        return p99 <= limits.p99();
    }

    /** How many to try next: twice as many while that is far from the end, then a quarter more; none after the end. */
    OptionalInt next(Limits limits) {
        if (!isWithin(limits) || sockets >= limits.sockets()) {
            return OptionalInt.empty();
        }
        int more = 4 * p99 < limits.p99() ? sockets : sockets / 4;
        return OptionalInt.of(Math.min(sockets + more, limits.sockets()));
    }

    /** What there was not more of, when there is no next one. */
    String end(Limits limits) {
        return isWithin(limits)
                ? String.format(Locale.ROOT, "open files, %,d sockets a process", limits.sockets())
                : String.format(Locale.ROOT, "p99, all processors %.0f %% busy", machine);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %.0f ms | %.0f ms | %.0f %% | %.0f %% | %.0f %% | %.0f MiB |",
                sockets,
                p50,
                p99,
                service,
                listeners,
                machine,
                heap);
    }
}
