package io.tenantry.benchmark;

import io.tenantry.benchmark.Service.Account;
import io.tenantry.benchmark.SideBySide.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What many organizations on one database cost a service, beside the same service with a few of them on another. */
final class ManyOrganizations {

    private static final int FEW = 10;
    private static final double CPU_BOUND = 1.1;

    /** Latency depends on who else is using the machine. */
    private static final double LATENCY_BOUND = 2;

    private static final double KILOBYTES_BOUND = 2;

    /** How many are made before their admins sign in, and progress is told. */
    private static final int BATCH = 200;

    private static final int SKEWED_CALLS = 50_000;

    /** What a collection leaves behind differs a little; the least of so many is what is needed. */
    private static final int COLLECTIONS = 3;

    /** The organizations of the databases are on their heaps. */
    private static final String DATABASE_HEAP = "-Xmx2g";

    private final BenchmarkSettings settings;
    private final Caller caller;
    private final Service many;
    private final Service few;

    private ManyOrganizations(BenchmarkSettings settings, Service many, Service few) {
        this.settings = settings;
        this.caller = new Caller(settings.connections());
        this.many = many;
        this.few = few;
    }

    static List<Figure> measure(BenchmarkSettings settings) {
        if (settings.organizations() <= FEW) {
            throw new IllegalArgumentException("-Dbenchmark.organizations must be more than " + FEW);
        }
        BenchmarkSettings roomy = settings.with(DATABASE_HEAP);
        try (Database much = new Database(roomy, "many-database");
                Database little = new Database(roomy, "few-database")) {
            Made made = at(settings, much, little, ManyOrganizations::made);
            // Started anew both have done the same: code that has also run for other requests is compiled differently.
            List<Figure> figures = at(settings, much, little, services -> services.figures(made));
            return Stream.concat(Stream.of(made.heap()), figures.stream()).toList();
        }
    }

    private static <T> T at(
            BenchmarkSettings settings, Database much, Database little, Function<ManyOrganizations, T> work) {
        try (Service many = Service.on(settings, "many-service", much, WithoutHashing.class);
                Service few = Service.on(settings, "few-service", little, WithoutHashing.class)) {
            return work.apply(new ManyOrganizations(settings, many, few));
        }
    }

    /**
     * @param many the tokens of the admins of many organizations
     * @param heap what they take once they are made
     */
    private record Made(List<String> many, List<String> few, Figure heap) {}

    private Made made() {
        List<String> fewTokens = tokens(few, FEW);
        List<String> manyTokens = tokens(many, settings.organizations());
        return new Made(manyTokens, fewTokens, heap("once they are made", KILOBYTES_BOUND));
    }

    private List<String> tokens(Service service, int count) {
        System.out.println("Creating " + count + " organizations");
        Caller creator = new Caller(settings.creators());
        List<Account> accounts = new ArrayList<>();
        long start = System.nanoTime();
        while (accounts.size() < count) {
            accounts.addAll(service.accounts(creator, Math.min(BATCH, count - accounts.size())));
            System.out.printf("  %d after %.0f s%n", accounts.size(), (System.nanoTime() - start) / 1e9);
        }
        return accounts.stream().map(Account::token).toList();
    }

    private static List<Call> profiles(Service service, List<String> tokens) {
        return tokens.stream()
                .map(token -> Call.get(service.url() + "/me").with(token))
                .toList();
    }

    private List<Figure> figures(Made made) {
        List<Call> calls = profiles(many, made.many());
        List<Call> references = profiles(few, made.few());
        List<Figure> uniform = compare("uniform", calls, references);
        List<Figure> skewed = compare("skewed", skewed(calls), references);
        // Organizations whose people were just here are not idle: what is known of them has no bound.
        Figure used = heap("once all were asked", Double.POSITIVE_INFINITY);
        return Stream.of(uniform, skewed, List.of(used)).flatMap(List::stream).toList();
    }

    /** The more popular, the more calls: as one over the rank (Zipf, exponent 1). Who is popular is chance. */
    private static List<Call> skewed(List<Call> calls) {
        Random random = new Random(10_000);
        List<Call> byRank = new ArrayList<>(calls);
        Collections.shuffle(byRank, random);
        double[] sums = IntStream.rangeClosed(1, byRank.size())
                .mapToDouble(rank -> 1.0 / rank)
                .toArray();
        Arrays.parallelPrefix(sums, Double::sum);
        return random.doubles(SKEWED_CALLS, 0, sums[sums.length - 1])
                .mapToObj(drawn -> byRank.get(rank(sums, drawn)))
                .toList();
    }

    private static int rank(double[] sums, double drawn) {
        int found = Arrays.binarySearch(sums, drawn);
        return found >= 0 ? found : -found - 1;
    }

    private List<Figure> compare(String access, List<Call> measured, List<Call> references) {
        String name = "GET /me, " + settings.organizations() + " organizations, " + access;
        System.out.println(name);
        Rounds ours = new Rounds(measured);
        Rounds theirs = new Rounds(references);
        SideBySide.Result result = new SideBySide(
                        new Side(many.process(), ours::next), new Side(few.process(), theirs::next))
                .compare(settings);
        return List.of(result.figure(name, CPU_BOUND), latency(name, ours.measured(), theirs.measured()));
    }

    private static Figure latency(String name, Samples ours, Samples theirs) {
        return new Figure(
                name + ", p99",
                ours.text("%.1f", " ms"),
                theirs.text("%.1f", " ms"),
                ours.median() / theirs.median(),
                LATENCY_BOUND,
                "");
    }

    /** Rounds of reads; those that warm up come first. */
    private final class Rounds {

        private final List<Call> asked;
        private final List<Double> p99s = new ArrayList<>();

        private Rounds(List<Call> asked) {
            this.asked = asked;
        }

        long next() {
            Latencies round = caller.timed(asked, settings.round());
            p99s.add(round.p99());
            return round.count();
        }

        /** The p99 of each round that was measured. */
        Samples measured() {
            return new Samples(p99s.subList(p99s.size() - settings.rounds(), p99s.size()));
        }
    }

    private Figure heap(String when, double bound) {
        double ours = leastHeap(many);
        double theirs = leastHeap(few);
        return new Figure(
                "Heap for each of " + settings.organizations() + " organizations, " + when,
                String.format(Locale.ROOT, "%.1f MiB", ours),
                String.format(Locale.ROOT, "%.1f MiB for %d", theirs, FEW),
                (ours - theirs) * 1024 / (settings.organizations() - FEW),
                bound,
                " kB");
    }

    private static double leastHeap(Service service) {
        return IntStream.range(0, COLLECTIONS)
                .mapToDouble(collection -> service.process().heapAfterCollection())
                .min()
                .orElseThrow();
    }
}
