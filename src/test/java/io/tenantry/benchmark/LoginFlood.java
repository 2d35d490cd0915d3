package io.tenantry.benchmark;

import io.tenantry.benchmark.Service.Account;
import io.tenantry.benchmark.WrongPasswords.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What readers notice of 20 wrong passwords a second. Once they are aimed at so many accounts from so many addresses that
 * no limit spares the service a hash, and once at one account, whose limit does.
 */
final class LoginFlood {

    private static final int ORGANIZATIONS = 20;
    private static final int READERS = 4;
    private static final Duration READ_EVERY = Duration.ofMillis(10);

    /** So that the p99 is the 40th of 4,000. */
    private static final Duration ROUND = Duration.ofSeconds(10);

    /**
     * What each flood is preceded by. HotSpot compiles for good what ran 5,000 times (Tier4InvocationThreshold): at 20 logins
     * a second it would be at it for minutes, on the processor that readers need.
     */
    private static final int LOGINS_BEFORE = 6_000;

    /** From the tenth on an account has to wait. */
    private static final int FAILURES_OF_AN_ACCOUNT = 8;

    private static final int AT_ONCE = 2;
    private static final double BOUND = 2;

    private final BenchmarkSettings settings;
    private final Caller readers = new Caller(READERS);
    private final List<Call> profiles;
    private final Flood hashed;
    private final Flood throttled;
    private final List<Double> before = new ArrayList<>();

    private LoginFlood(BenchmarkSettings settings, Service service) {
        this.settings = settings;
        Caller caller = new Caller(AT_ONCE);
        List<Account> accounts = service.accounts(caller, ORGANIZATIONS);
        List<String> people = service.people(caller, accounts, victims(settings) + 1);
        List<String> victims = people.subList(1, people.size());
        this.profiles = accounts.stream()
                .map(account -> Call.get(service.url() + "/me").with(account.token()))
                .toList();
        this.hashed = new Flood(
                401,
                new WrongPasswords(
                        service, number -> new Attempt(victims.get(number % victims.size()), client(number))));
        this.throttled =
                new Flood(429, new WrongPasswords(service, number -> new Attempt(people.get(0), "10.255.255.1")));
    }

    private static int victims(BenchmarkSettings settings) {
        Duration flooded = settings.warmUp().plus(ROUND.multipliedBy(settings.rounds()));
        int logins = LOGINS_BEFORE + (int) (flooded.toSeconds() + 1) * WrongPasswords.A_SECOND;
        return logins / FAILURES_OF_AN_ACCOUNT + 1;
    }

    private static String client(int number) {
        return "10." + (number >> 16) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
    }

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("GET /me during a login flood");
        try (Database database = new Database(settings, "flood-database");
                Service service = Service.behindProxy(settings, "flood-service", database)) {
            return new LoginFlood(settings, service).figures();
        }
    }

    /** Another order each time, so that none always comes after the same. */
    private List<Figure> figures() {
        List<Runnable> turns = new ArrayList<>(List.of(this::quiet, hashed::round, throttled::round));
        hashed.warmUp();
        throttled.warmUp();
        for (int i = 0; i < settings.rounds(); i++) {
            turns.forEach(Runnable::run);
            Collections.rotate(turns, 1);
        }
        return List.of(hashed.figure("each hashed"), throttled.figure("throttled"));
    }

    private void quiet() {
        before.add(read(until(ROUND)));
        System.out.printf("  p99 %.1f ms before%n", before.get(before.size() - 1));
    }

    private double read(BooleanSupplier goingOn) {
        return readers.paced(profiles, READ_EVERY, goingOn).p99();
    }

    private static BooleanSupplier until(Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        return () -> System.nanoTime() < end;
    }

    /** One of the two, and what was measured while it went on. */
    private final class Flood {

        private final int expected;
        private final WrongPasswords logins;
        private final List<Double> p99 = new ArrayList<>();
        private final Map<Integer, Long> answers = new TreeMap<>();

        /** @param expected the status that most answers must have, or the flood was another one */
        Flood(int expected, WrongPasswords logins) {
            this.expected = expected;
            this.logins = logins;
        }

        void warmUp() {
            logins.make(LOGINS_BEFORE);
            during(settings.warmUp());
        }

        void round() {
            p99.add(during(ROUND));
        }

        private double during(Duration howLong) {
            AtomicBoolean goingOn = new AtomicBoolean(true);
            CompletableFuture<Map<Integer, Long>> flood = logins.start(goingOn::get);
            double seen = read(until(howLong));
            goingOn.set(false);
            Map<Integer, Long> answered = flood.join();
            requireExpected(answered);
            System.out.printf("  p99 %.1f ms, answers %s%n", seen, answered);
            answered.forEach((status, count) -> answers.merge(status, count, Long::sum));
            return seen;
        }

        private void requireExpected(Map<Integer, Long> answered) {
            long all = answered.values().stream().mapToLong(Long::longValue).sum();
            if (2 * answered.getOrDefault(expected, 0L) < all) {
                throw new IllegalStateException("This is no flood of " + expected + ": " + answered);
            }
        }

        Figure figure(String name) {
            return new Figure(
                    "GET /me during a login flood, " + name + ", p99",
                    new Samples(p99).text("%.1f", " ms") + "; ratios " + ratios().text("%.2f", "") + "; " + counted(),
                    new Samples(before).text("%.1f", " ms") + " before",
                    ratios().median(),
                    BOUND,
                    "");
        }

        /** Of each round's p99 to that of the same round without a flood. */
        private Samples ratios() {
            return new Samples(IntStream.range(0, p99.size())
                    .mapToObj(round -> p99.get(round) / before.get(round))
                    .toList());
        }

        private String counted() {
            return Stream.of(401, 429, 503)
                    .map(status -> answers.getOrDefault(status, 0L) + " answers " + status)
                    .collect(Collectors.joining(", "));
        }
    }
}
