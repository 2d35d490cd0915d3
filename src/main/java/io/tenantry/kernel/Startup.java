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
     * @throws RuntimeException what the step failed with, or {@link IllegalStateException} after the limit
     */
    public static void await(Mono<?> step, Duration limit) {
        step.block(limit);
    }
}
