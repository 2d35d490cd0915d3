package io.tenantry.organization;

import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import reactor.util.retry.Retry;

/** How long it is tried to take back what was begun. */
final class Undo {

    /** An organization is not left half made or half moved because the database is away for a moment: a minute or so. */
    static final Retry WHILE_AWAY = Retry.backoff(20, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(failure -> !(failure instanceof ProblemException))
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private Undo() {}
}
