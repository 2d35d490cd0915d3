package io.tenantry.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tenantry.benchmark.SocketStep.Limits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * To how many sockets an announcement gets within a second on this machine, where those who listen are at work too. It ends
 * earlier where a process may not open more files.
 */
final class MostSockets {

    private static final int FIRST = 1_000;
    private static final int POSTS = 10;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final int THOUSAND = 1_000;
    private static final double PERCENT = 100;

    /** Files that are no sockets of listeners: jars, logs, the database. */
    private static final int OTHER_FILES = 500;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Service service;
    private final Listeners listeners;
    private final Call post;
    private final Caller poster = new Caller(1);
    private final Limits limits = new Limits(WITHIN.toMillis(), mostSockets());

    private MostSockets(Service service, String token, Listeners listeners) {
        this.service = service;
        this.listeners = listeners;
        this.post = Call.announcement(service.url(), "Bring your ticket.").with(token);
    }

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("sockets");
        try (Database database = new Database(settings);
                Service service = Service.on(roomy(settings), "sockets-service", database)) {
            String token = service.accounts(new Caller(1), 1).get(0).token();
            try (Listeners listeners = new Listeners(service.url(), token, FIRST)) {
                listeners.awaitHeard(FIRST);
                MostSockets sockets = new MostSockets(service, token, listeners);
                sockets.warmUp(settings.warmUp());
                return List.of(sockets.figure());
            }
        }
    }

    /** The service's own limits, and its memory, are not what is looked for. */
    private static BenchmarkSettings roomy(BenchmarkSettings settings) {
        return settings.with("-Xmx2g")
                .with("-Dtenantry.announcements.connections-per-user=" + Integer.MAX_VALUE)
                .with("-Dtenantry.announcements.connections-per-organization=" + Integer.MAX_VALUE);
    }

    private static int mostSockets() {
        return SYSTEM instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() - OTHER_FILES)
                : Integer.MAX_VALUE;
    }

    private void warmUp(Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < end) {
            long before = listeners.heard();
            poster.one(post);
            listeners.awaitHeard(before + listeners.count());
        }
    }

    private Figure figure() {
        System.out.println(SocketStep.HEAD);
        SocketStep within = step();
        SocketStep last = within;
        for (OptionalInt next = last.next(limits); next.isPresent(); next = last.next(limits)) {
            add(next.getAsInt() - listeners.count());
            last = step();
            within = last.isWithin(limits) ? last : within;
        }
        return new Figure(
                "Sockets that hear an announcement within 1 s (p99), in thousands",
                String.format(Locale.ROOT, "p99 %.0f ms", within.p99()),
                String.format(Locale.ROOT, "ended by %s", last.end(limits)),
                (double) within.sockets() / THOUSAND,
                Double.POSITIVE_INFINITY,
                "");
    }

    /** Connected, and greeted. */
    private void add(int more) {
        long before = listeners.heard();
        listeners.add(more);
        listeners.awaitHeard(before + more);
    }

    private SocketStep step() {
        double heap = service.process().heapAfterCollection();
        SYSTEM.getCpuLoad();
        Duration serviceBefore = service.process().cpu();
        Duration listenersBefore = JavaProcess.ownCpu();
        long start = System.nanoTime();
        Latencies latencies = posts(start);
        double took = System.nanoTime() - start;
        SocketStep step = new SocketStep(
                listeners.count(),
                latencies.p50(),
                latencies.p99(),
                PERCENT * service.process().cpu().minus(serviceBefore).toNanos() / took,
                PERCENT * JavaProcess.ownCpu().minus(listenersBefore).toNanos() / took,
                PERCENT * SYSTEM.getCpuLoad(),
                heap);
        System.out.println(step.row());
        return step;
    }

    /** At a steady pace. Time counts from when a post is due, so that one that waits for a slow one before it counts as well. */
    private Latencies posts(long start) {
        Arrivals arrivals = listeners.measure();
        long before = listeners.heard();
        for (int i = 0; i < POSTS; i++) {
            long due = start + i * EVERY.toNanos();
            JavaProcess.pauseUntil(due);
            arrivals.sent(due);
            poster.one(post);
        }
        JavaProcess.pauseUntil(start + POSTS * EVERY.toNanos());
        listeners.awaitHeard(before + (long) POSTS * listeners.count());
        listeners.measureNoMore();
        return arrivals.latencies();
    }
}
