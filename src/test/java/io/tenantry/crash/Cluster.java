package io.tenantry.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.ObjectId;
import org.springframework.util.FileSystemUtils;

/** Two instances of the service on one database, each a process of its own. One of them for all tests of a run. */
final class Cluster implements AutoCloseable {

    /** How soon after the last restart nothing may be under way any more: design, "Recovery". */
    static final Duration RECOVERS_WITHIN = Duration.ofSeconds(30);

    private static final String SECRET_KEY = "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq";

    private final AtomicInteger names = new AtomicInteger();
    private final String run = "crash" + new ObjectId().toHexString().substring(18);
    private final Database database;
    private final Instance first;
    private final Instance second;
    private final Master master;

    private Cluster(Path folder) {
        this.database = Database.start(folder.resolve("data"));
        Map<String, String> settings = Map.of(
                "MONGODB_URL",
                database.url(),
                "MASTER_DB_NAME",
                "master_" + run,
                "SECRET_KEY",
                SECRET_KEY,
                "ORGANIZATIONS_PER_HOUR",
                "0");
        this.first = instance("first", folder, settings);
        this.second = instance("second", folder, settings);
        this.master = new Master(database.url(), "master_" + run, "org_" + run);
        instances().forEach(Instance::awaitReady);
    }

    private static Instance instance(String name, Path folder, Map<String, String> settings) {
        try {
            return new Instance(name, Files.createDirectory(folder.resolve(name)), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cluster of this run, with both instances ready, whatever an earlier test did to them. */
    static Cluster shared() {
        Shared.CLUSTER.instances().forEach(Instance::ensureReady);
        return Shared.CLUSTER;
    }

    Instance first() {
        return first;
    }

    Instance second() {
        return second;
    }

    List<Instance> instances() {
        return List.of(first, second);
    }

    Master master() {
        return master;
    }

    /** A name that nobody has had on this server; its database has it too. */
    String name(String stem) {
        return run + " " + stem + " " + names.incrementAndGet();
    }

    /** The database in which an organization of that name lives first. */
    static String databaseOf(String name) {
        return "org_" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    String email() {
        return "someone-" + run + "-" + names.incrementAndGet() + "@example.com";
    }

    /** Waits until nothing is under way, and requires that nothing is left half done. */
    void awaitRest() {
        await("an end of what was under way")
                .atMost(RECOVERS_WITHIN)
                .untilAsserted(() -> Faults.none("in a passing state", master.passing()));
        await("claims and databases in order").atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Faults.none("claims", master.misclaimed());
            Faults.none("unclaimed databases", master.unclaimed());
        });
    }

    @Override
    public void close() {
        master.close();
        instances().forEach(Instance::close);
        database.close();
    }

    private static final class Shared {

        static final Cluster CLUSTER = start();

        private static Cluster start() {
            try {
                Path folder = Files.createTempDirectory("tenantry-crash");
                Cluster cluster = new Cluster(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster, folder), "end of the cluster"));
                return cluster;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(Cluster cluster, Path folder) {
            cluster.close();
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
    }
}
