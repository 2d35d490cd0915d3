package io.tenantry.kernel;

import reactor.core.publisher.Mono;

/** Asks the master database for a sign of life. */
public interface DatabaseProbe {

    /** Completes when the database answered, and fails when it did not. Callers bring the time-out. */
    Mono<Void> ping();
}
