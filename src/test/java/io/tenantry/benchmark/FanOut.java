package io.tenantry.benchmark;

import io.tenantry.benchmark.SideBySide.Side;
import io.tenantry.benchmark.SideBySide.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What it costs to tell many who are connected, beside Netty that only writes. */
final class FanOut {

    private static final int SOCKETS = 1_000;
    private static final int POSTS = 40;
    private static final int POSTERS = 4;

    /** While nobody listens: a thousand deliveries each would make of the warm-up of a post a matter of minutes. */
    private static final int POSTS_BEFORE = 10_000;

    /** Enough to fill what the system and the service keep for somebody who does not read. */
    private static final int LONG_POSTS = 300;

    private static final int LONG_BODY = 4_000;
    private static final int STALLED = 100;
    private static final double STALLED_BOUND = 2;

    /** "Deliveries/s at least 0.6 of a bare Netty server". */
    private static final double COST_BOUND = 1 / 0.6;

    private static final double MEMORY_BOUND = 3;
    private static final double KIBIBYTES = 1_024;
    private static final double NANOS_A_SECOND = 1e9;

    private FanOut() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("fan-out");
        BenchmarkSettings many = settings.with("-Dtenantry.announcements.connections-per-user=" + SOCKETS);
        try (Database database = new Database(settings);
                Service service = Service.on(many, "fan-out-service", database);
                Service bare = Service.reference(settings, "fan-out-reference", BareSockets.class, database)) {
            String token = service.accounts(new Caller(1), 1).get(0).token();
            List.of(service, bare).forEach(each -> warmUp(each, token));
            double ourHeap = service.process().heapAfterCollection();
            double theirHeap = bare.process().heapAfterCollection();
            try (Listeners ours = new Listeners(service.url(), token, SOCKETS);
                    Listeners theirs = new Listeners(bare.url(), token, SOCKETS)) {
                ours.awaitHeard(SOCKETS);
                Figure memory = memory(
                        service.process().heapAfterCollection() - ourHeap,
                        bare.process().heapAfterCollection() - theirHeap);
                Timed told = new Timed(told(service, token, ours));
                Timed written = new Timed(told(bare, token, theirs));
                SideBySide.Result cost = new SideBySide(
                                new Side(service.process(), told), new Side(bare.process(), written))
                        .compare(settings);
                Figure rate = rate(told.last(settings.rounds()), written.last(settings.rounds()));
                return List.of(cost(cost), rate, memory, stalled(service, token, ours));
            }
        }
    }

    private static void warmUp(Service service, String token) {
        new Caller(POSTERS).all(Collections.nCopies(POSTS_BEFORE, post(service, token)));
    }

    private static Call post(Service service, String token) {
        return Call.announcement(service.url(), "Bring your ticket.").with(token);
    }

    private static Work told(Service service, String token, Listeners listeners) {
        Caller posters = new Caller(POSTERS);
        Call post = post(service, token);
        return () -> {
            long before = listeners.heard();
            posters.all(Collections.nCopies(POSTS, post));
            listeners.awaitHeard(before + (long) POSTS * SOCKETS);
            return (long) POSTS * SOCKETS;
        };
    }

    private static Figure stalled(Service service, String token, Listeners listeners) {
        Latencies before = longPosts(service, token, listeners, SOCKETS);
        double heapBefore = service.process().heapAfterCollection();
        listeners.stall(STALLED);
        Latencies with = longPosts(service, token, listeners, SOCKETS - STALLED);
        double heap = service.process().heapAfterCollection();
        listeners.awaitEnded(STALLED);
        return new Figure(
                "An announcement to 1,000 sockets of which 100 do not read, p99 of the others",
                String.format(Locale.ROOT, "%.1f ms; heap %.1f MiB; all %d closed", with.p99(), heap, STALLED),
                String.format(Locale.ROOT, "%.1f ms; heap %.1f MiB before", before.p99(), heapBefore),
                with.p99() / before.p99(),
                STALLED_BOUND,
                "");
    }

    /** One post after the other, each heard by everybody who reads before the next. */
    private static Latencies longPosts(Service service, String token, Listeners listeners, int readers) {
        Caller poster = new Caller(1);
        Call post = Call.announcement(service.url(), "x".repeat(LONG_BODY)).with(token);
        Arrivals arrivals = listeners.measure();
        for (int i = 0; i < LONG_POSTS; i++) {
            long before = listeners.heard();
            arrivals.sent(System.nanoTime());
            poster.all(List.of(post));
            listeners.awaitHeard(before + readers);
        }
        listeners.measureNoMore();
        return arrivals.latencies();
    }

    private static Figure cost(SideBySide.Result cost) {
        return new Figure(
                "An announcement to 1,000 sockets, CPU a delivery, the post included",
                cost.measured().text("%.1f", " µs"),
                cost.reference().text("%.1f", " µs"),
                cost.ratio().median(),
                COST_BOUND,
                "");
    }

    private static Figure rate(Samples ours, Samples theirs) {
        return new Figure(
                "An announcement to 1,000 sockets, deliveries a second by the clock, bare Netty's over the service's",
                ours.text("%,.0f", "/s"),
                theirs.text("%,.0f", "/s"),
                theirs.median() / ours.median(),
                COST_BOUND,
                "");
    }

    private static Figure memory(double ours, double theirs) {
        return new Figure(
                "Heap an idle socket",
                String.format(Locale.ROOT, "%.1f KiB", ours * KIBIBYTES / SOCKETS),
                String.format(Locale.ROOT, "%.1f KiB", theirs * KIBIBYTES / SOCKETS),
                ours / theirs,
                MEMORY_BOUND,
                "");
    }

    /** How much it does a second, by the clock, beside what it costs. */
    private static final class Timed implements Work {

        private final Work work;
        private final List<Double> rates = new ArrayList<>();

        Timed(Work work) {
            this.work = work;
        }

        @Override
        public long round() {
            long start = System.nanoTime();
            long done = work.round();
            rates.add(done * NANOS_A_SECOND / (System.nanoTime() - start));
            return done;
        }

        Samples last(int rounds) {
            return new Samples(rates.subList(rates.size() - rounds, rates.size()));
        }
    }
}
