package io.tenantry.tenancy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import reactor.util.retry.Retry;

/** 503 {@code organization_busy}: the organization is being moved, and nothing was done. */
final class BusyException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** How long a request waits for a move to end before it is refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(50);

    /** Waits for the move to end. */
    static final Retry WAITED_FOR = Retry.fixedDelay(PATIENCE.dividedBy(STEP), STEP)
            .filter(BusyException.class::isInstance)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    BusyException() {
        super(ErrorCode.ORGANIZATION_BUSY, "The organization is being moved. Nothing was done: repeat the request.");
    }
}
