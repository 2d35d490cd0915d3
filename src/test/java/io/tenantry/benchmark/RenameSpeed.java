package io.tenantry.benchmark;

import com.mongodb.MongoNamespace;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.MergeOptions;
import com.mongodb.client.model.MergeOptions.WhenMatched;
import com.mongodb.client.model.MergeOptions.WhenNotMatched;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tenantry.benchmark.Service.Account;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How fast a rename moves documents, beside the bare commands that copy them, and what readers notice of it. */
final class RenameSpeed {

    private static final String COLLECTION = "things";
    private static final int INSERTED_AT_ONCE = 5_000;
    private static final int MERGED_AT_ONCE = 50_000;
    private static final String NEW_NAME = "Renamed benchmark";

    /** What is moved first, both ways, so that neither the service nor the database does it for the first time. */
    private static final int WARM_UP_DOCUMENTS = 100_000;

    /** Everything is on the database's heap, three times at most. */
    private static final String DATABASE_HEAP = "-Xmx3g";

    /** The service's collector says what was on its heap, which costs nothing: another process that asks disturbs readers. */
    private static final String COLLECTIONS = "-Xlog:gc";

    private static final Pattern HEAP_BEFORE = Pattern.compile("\\[gc\\s*\\].* (\\d+)M->\\d+M\\(");

    private static final int READERS = 4;
    private static final Duration READ_EVERY = Duration.ofMillis(10);
    private static final Duration READ_BEFORE = Duration.ofSeconds(10);
    private static final Duration POLLED_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** At least 0.7 of the speed of the bare commands. */
    private static final double SPEED_BOUND = 1.43;

    private static final double LATENCY_BOUND = 3;
    private static final double MEGABYTES_BOUND = 16;

    private static final JsonMapper JSON = new JsonMapper();

    private final int documents;
    private final Duration warmUp;
    private final Service service;
    private final MongoClient client;
    private final Caller readers = new Caller(READERS);
    private final Caller admin = new Caller(1);
    private final Account account;
    private final List<Call> profile;

    private RenameSpeed(BenchmarkSettings settings, Service service, MongoClient client) {
        this.documents = settings.documents();
        this.warmUp = settings.warmUp();
        this.service = service;
        this.client = client;
        this.account = service.accounts(admin, 1).get(0);
        this.profile = List.of(Call.get(service.url() + "/me").with(account.token()));
    }

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("Rename of " + settings.documents() + " documents");
        try (Database database = new Database(settings.with(DATABASE_HEAP), "rename-database");
                Service service = Service.on(settings.with(COLLECTIONS), "rename-service", database);
                MongoClient client = MongoClients.create(database.url())) {
            return new RenameSpeed(settings, service, client).figures();
        }
    }

    private List<Figure> figures() {
        move(service.accounts(admin, 1).get(0), "Warmed up", WARM_UP_DOCUMENTS);
        return compared();
    }

    /** A rename and the bare copy, with nobody looking. */
    private void move(Account other, String newName, int count) {
        MongoDatabase old = databaseOf(other, other.lookUp());
        insert(old, count);
        rename(other, newName, new LinkedHashMap<>());
        MongoDatabase renamed = databaseOf(other, service.lookUp(newName));
        merge(renamed, client.getDatabase("bare_warm_up"), count);
        awaitEmpty(old);
    }

    private List<Figure> compared() {
        MongoDatabase old = databaseOf(account, account.lookUp());
        insert(old, documents);
        readers.keepBusy(profile, warmUp);
        double heapBefore = service.process().heapAfterCollection();
        Latencies before = readers.paced(profile, READ_EVERY, until(READ_BEFORE));
        System.out.printf("  p99 %.1f ms before%n", before.p99());

        Map<String, Double> steps = new LinkedHashMap<>();
        Observed rename = observed(() -> rename(account, NEW_NAME, steps));
        double heapAfter = service.process().heapAfterCollection();
        MongoDatabase renamed = databaseOf(account, service.lookUp(NEW_NAME));
        requireAll(renamed);

        awaitEmpty(old);
        MongoDatabase target = client.getDatabase("bare_copy").withWriteConcern(WriteConcern.MAJORITY);
        Observed bare = observed(() -> merge(renamed, target, documents));
        requireAll(target);
        return List.of(speed(rename, bare, steps), latency(before, rename, bare), heap(heapBefore, rename, heapAfter));
    }

    private MongoDatabase databaseOf(Account member, Call lookUp) {
        JsonNode organization = JSON.readTree(admin.one(lookUp.with(member.token())));
        return client.getDatabase(organization.required("database_name").asString());
    }

    private void insert(MongoDatabase database, int count) {
        MongoCollection<Document> things = database.getCollection(COLLECTION);
        Mono.from(things.createIndex(Indexes.ascending("n"))).block();
        long start = System.nanoTime();
        for (int from = 0; from < count; from += INSERTED_AT_ONCE) {
            int to = Math.min(count, from + INSERTED_AT_ONCE);
            Mono.from(things.insertMany(IntStream.range(from, to)
                            .mapToObj(RenameSpeed::thing)
                            .toList()))
                    .block();
            if (to % (20 * INSERTED_AT_ONCE) == 0 || to == count) {
                System.out.printf("  %d inserted after %.0f s%n", to, seconds(start));
            }
        }
    }

    private static Document thing(int id) {
        return new Document("_id", id).append("name", "Thing " + id).append("n", id % 1_000);
    }

    /** Starts a rename and follows it to its end; adds up the seconds in which each step was what was seen last. */
    private void rename(Account which, String newName, Map<String, Double> steps) {
        String body = JSON.writeValueAsString(Map.of("organization_name", newName));
        long start = System.nanoTime();
        Call rename = Call.put(service.url() + "/org/update", body).with(which.token());
        Call follow = Call.get(service.url() + admin.accepted(rename)).with(which.token());
        BooleanSupplier patience = until(PATIENCE);
        String step = "start";
        double last = 0;
        while (patience.getAsBoolean()) {
            JsonNode operation = JSON.readTree(admin.one(follow));
            String status = operation.required("status").asString();
            double now = seconds(start);
            steps.merge(step, now - last, Double::sum);
            last = now;
            step = operation.path("step").asString("end");
            System.out.printf("  %.1f s: %s %s%n", now, step, operation.path("progress"));
            if (status.equalsIgnoreCase("succeeded")) {
                return;
            }
            if (status.equalsIgnoreCase("failed")) {
                throw new IllegalStateException("The rename failed: " + operation);
            }
            pause(POLLED_EVERY);
        }
        throw new IllegalStateException("The rename does not end.");
    }

    /** What is left of a rename when there is nothing but its copying. */
    private void merge(MongoDatabase source, MongoDatabase target, int count) {
        Mono.from(target.createCollection(COLLECTION)).block();
        Mono.from(target.getCollection(COLLECTION).createIndex(Indexes.ascending("n")))
                .block();
        MongoCollection<Document> things = source.getCollection(COLLECTION).withWriteConcern(WriteConcern.MAJORITY);
        MergeOptions insertOnly =
                new MergeOptions().whenMatched(WhenMatched.FAIL).whenNotMatched(WhenNotMatched.INSERT);
        long start = System.nanoTime();
        for (int from = 0; from < count; from += MERGED_AT_ONCE) {
            int to = Math.min(count, from + MERGED_AT_ONCE);
            Mono.from(things.aggregate(List.of(
                                    Aggregates.match(Filters.and(Filters.gte("_id", from), Filters.lt("_id", to))),
                                    Aggregates.merge(new MongoNamespace(target.getName(), COLLECTION), insertOnly)))
                            .toCollection())
                    .block();
            System.out.printf("  %d merged after %.1f s%n", to, seconds(start));
        }
    }

    private void requireAll(MongoDatabase database) {
        Long found = Mono.from(database.getCollection(COLLECTION).countDocuments())
                .blockOptional()
                .orElseThrow();
        if (found != documents) {
            throw new IllegalStateException(found + " documents in " + database.getName());
        }
    }

    /** The service drops the old database after a while; that is not to be in the way of the reference. */
    private static void awaitEmpty(MongoDatabase old) {
        BooleanSupplier patience = until(PATIENCE);
        while (hasCollections(old)) {
            if (!patience.getAsBoolean()) {
                throw new IllegalStateException(old.getName() + " is not dropped.");
            }
            pause(POLLED_EVERY);
        }
        System.out.println("  old database dropped");
    }

    private static boolean hasCollections(MongoDatabase database) {
        return Flux.from(database.listCollectionNames())
                .hasElements()
                .blockOptional()
                .orElseThrow();
    }

    /**
     * @param seconds how long the work took
     * @param reads what readers saw meanwhile
     * @param mostHeap the most that was on the service's heap before a collection meanwhile, in MiB
     */
    private record Observed(double seconds, Latencies reads, double mostHeap) {}

    /** Does the work while others read, as much for the service as for the reference. */
    private Observed observed(Runnable work) {
        AtomicBoolean goingOn = new AtomicBoolean(true);
        int logged = service.process().log().size();
        CompletableFuture<Latencies> reads = CompletableFuture.supplyAsync(
                () -> readers.paced(profile, READ_EVERY, goingOn::get), RenameSpeed::start);
        long start = System.nanoTime();
        double seconds;
        try {
            work.run();
            seconds = seconds(start);
        } finally {
            goingOn.set(false);
        }
        return new Observed(seconds, reads.join(), mostHeap(logged));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "beside");
        thread.setDaemon(true);
        thread.start();
    }

    private double mostHeap(int logged) {
        return service.process().log().stream()
                .skip(logged)
                .map(HEAP_BEFORE::matcher)
                .filter(Matcher::find)
                .mapToDouble(collection -> Double.parseDouble(collection.group(1)))
                .max()
                .orElse(0);
    }

    private static BooleanSupplier until(Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        return () -> System.nanoTime() < end;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Figure speed(Observed rename, Observed bare, Map<String, Double> steps) {
        String parts = steps.entrySet().stream()
                .map(step -> String.format(Locale.ROOT, "%s %.1f s", step.getKey(), step.getValue()))
                .collect(Collectors.joining(", "));
        return new Figure(
                "Speed of a bare $merge over that of a rename, " + documents + " documents",
                String.format(Locale.ROOT, "%.0f documents/s (%s)", documents / rename.seconds(), parts),
                String.format(Locale.ROOT, "%.0f documents/s", documents / bare.seconds()),
                rename.seconds() / bare.seconds(),
                SPEED_BOUND,
                "");
    }

    private static Figure latency(Latencies before, Observed rename, Observed bare) {
        return new Figure(
                "GET /me during a rename, p99",
                milliseconds(rename.reads()),
                milliseconds(before) + " before; " + milliseconds(bare.reads()) + " during the bare $merge",
                rename.reads().p99() / before.p99(),
                LATENCY_BOUND,
                "");
    }

    private static String milliseconds(Latencies reads) {
        return String.format(Locale.ROOT, "%.1f ms (longest %.1f)", reads.p99(), reads.longest());
    }

    private static Figure heap(double before, Observed rename, double after) {
        return new Figure(
                "Heap that a rename adds",
                String.format(
                        Locale.ROOT, "%.1f MiB after; most %.1f during it, garbage included", after, rename.mostHeap()),
                String.format(Locale.ROOT, "%.1f MiB before", before),
                after - before,
                MEGABYTES_BOUND,
                " MiB");
    }
}
