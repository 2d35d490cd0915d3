package io.tenantry.organization;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long ago the directory was last in step with the database, by this machine's monotonic clock: a pause of the
 * process counts, a change of the wall clock does not.
 */
@Component
class Freshness {

    /** How old an answer of the directory may be. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private volatile long inStepSince;

    @Autowired
    Freshness() {
        this(System::nanoTime);
    }

    Freshness(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.inStepSince = nanoTime.getAsLong() - Duration.ofDays(1).toNanos();
    }

    /** A moment to hand to {@link #inStepAt} when the query that begins now has succeeded. */
    long now() {
        return nanoTime.getAsLong();
    }

    void inStepAt(long moment) {
        inStepSince = moment;
    }

    boolean isGiven() {
        return nanoTime.getAsLong() - inStepSince < LIMIT.toNanos();
    }

    /** Whether an answer to what was asked at a moment came soon enough to be kept. */
    boolean isPrompt(long asked) {
        return nanoTime.getAsLong() - asked < LIMIT.toNanos();
    }

    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - inStepSince);
    }
}
