package io.tenantry.kernel;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The one place where a thread waits for a pipeline: the main thread, before the service takes its first request, so
 * that what must hold before the first request does hold.
 */
public final class Startup {

    private Startup() {}

    /**
     * Waits for a step of the start.
     *
     * @throws RuntimeException what the step failed with
     * @throws StartRefusedException after the limit
     */
    public static void await(Mono<?> step, Duration limit) {
        step.timeout(limit, Mono.error(() -> late(limit))).block();
    }

    private static StartRefusedException late(Duration limit) {
        return new StartRefusedException(
                "The database was not ready within " + limit.toSeconds() + " s.",
                "See that it answers in time, and start again.");
    }
}
