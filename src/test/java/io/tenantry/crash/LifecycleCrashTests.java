package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Design, "No acknowledged write lost" and "Recovery": people write and organizations are renamed while instances are killed
 * and stopped. {@code mvn test -Dtest=LifecycleCrashTests -Dcrash.rounds=200} is the long form, see {@link Rounds}.
 */
class LifecycleCrashTests {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleCrashTests.class);
    private static final int ORGANIZATIONS = 3;
    private static final int WRITERS_EACH = 2;

    /** Retired namespaces are looked for every minute; a moved one is readable for 10 s before. */
    private static final Duration DROPPED_WITHIN = Duration.ofSeconds(90);

    private final Cluster cluster = Cluster.shared();

    /** Nothing but writers and renames: what is lost here no crash is needed for. */
    @Test
    void everyAcknowledgedWriteIsThereAfterRenames() {
        leg(1, 0, 3);
    }

    @Test
    void everyAcknowledgedWriteIsThereAfterKillsAndStops() {
        Rounds rounds = Rounds.asked();
        do {
            LOG.info("{}", rounds);
            leg(rounds.seed(), rounds.next(), 1);
        } while (rounds.passed());
    }

    private void leg(long seed, int rounds, int renames) {
        List<Account> accounts = IntStream.range(0, ORGANIZATIONS)
                .mapToObj(i -> Account.create(cluster, cluster.first(), "Busy"))
                .toList();
        List<Writer> writers = accounts.stream()
                .flatMap(account ->
                        IntStream.range(0, WRITERS_EACH).mapToObj(i -> new Writer(cluster, account, seed + i)))
                .toList();
        List<Renamer> renamers = accounts.stream()
                .map(account -> new Renamer(cluster, account, seed))
                .toList();
        List<Worker> workers =
                Stream.<Worker>concat(writers.stream(), renamers.stream()).toList();
        workers.forEach(Worker::start);
        strike(seed, rounds);
        awaitRenames(renamers, renames);
        workers.forEach(Worker::end);
        verify(writers, renamers);
    }

    private void strike(long seed, int rounds) {
        Calamity calamity = new Calamity(seed, cluster.instances());
        for (int round = 0; round < rounds; round++) {
            LOG.info("Round {} of a leg with seed {}", round, seed);
            calamity.strike(round);
        }
    }

    /** Each organization is renamed again, after whatever happened. */
    private static void awaitRenames(List<Renamer> renamers, int times) {
        List<Integer> before = renamers.stream().map(Renamer::done).toList();
        await("renames after the last restart")
                .atMost(Duration.ofSeconds(60))
                .until(() -> IntStream.range(0, before.size())
                        .allMatch(i -> renamers.get(i).done() >= before.get(i) + times));
    }

    private void verify(List<Writer> writers, List<Renamer> renamers) {
        cluster.awaitRest();
        writers.forEach(writer -> Faults.none("ledger", writer.faults()));
        renamers.forEach(renamer -> Faults.none("renames", renamer.faults()));
        writers.forEach(writer -> LOG.info("{}", writer.ledger()));
        renamers.forEach(renamer -> LOG.info("{} renames", renamer.done()));
        assertThat(writers).allMatch(writer -> writer.ledger().certain() > 0);
        if (Rounds.isLongForm()) {
            await("retired namespaces dropped")
                    .atMost(DROPPED_WITHIN)
                    .untilAsserted(() -> Faults.none("retired", cluster.master().undropped()));
        }
    }
}
