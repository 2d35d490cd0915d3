package io.tenantry.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/** Kills or stops an instance at a step of some operation, and brings it back. */
final class Calamity {

    /** The lease of an operation is 8 s: whoever stood still for longer has lost it. */
    static final Duration PAST_THE_LEASE = Duration.ofSeconds(10);

    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);
    private static final Duration SEEN_EVERY = Duration.ofMillis(5);

    /** A rename has eleven steps. */
    private static final int STEPS = 11;

    private final Random random;
    private final List<Instance> instances;

    Calamity(long seed, List<Instance> instances) {
        this.random = new Random(seed);
        this.instances = instances;
    }

    /** Kills in even rounds, stops in odd ones. */
    void strike(int round) {
        Instance victim = instances.get(random.nextInt(instances.size()));
        awaitStep(victim, 1 + random.nextInt(STEPS));
        if (round % 2 == 0) {
            victim.kill();
            restart(victim);
        } else {
            victim.stop();
            pause(PAST_THE_LEASE);
            victim.resume();
            victim.awaitReady();
        }
    }

    /** At once, or when the other one has taken over. */
    private void restart(Instance victim) {
        if (random.nextBoolean()) {
            pause(PAST_THE_LEASE);
        }
        victim.restart();
    }

    /** Where no such number of steps is seen in time, now is as good. */
    private static void awaitStep(Instance victim, int number) {
        Output output = victim.output();
        int seen = output.size();
        try {
            await().atMost(SEEN_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(SEEN_EVERY)
                    .until(() -> output.countAfter(seen, line -> line.startsWith("reached ")) >= number);
        } catch (ConditionTimeoutException idle) {
            // It may be the other one that works.
        }
    }

    /** A lease runs out by time and by nothing else. */
    static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
