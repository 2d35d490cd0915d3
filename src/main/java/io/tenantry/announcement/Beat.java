package io.tenantry.announcement;

import java.time.Duration;

/** Something that is done now and then, within rounds that come more often. Not thread-safe. */
final class Beat {

    private final long period;
    private long last = System.nanoTime();

    Beat(Duration period) {
        this.period = period.toNanos();
    }

    /** Whether it is time; then it is not until the period has gone by again. */
    boolean isDue() {
        long now = System.nanoTime();
        if (now - last < period) {
            return false;
        }
        last = now;
        return true;
    }
}
