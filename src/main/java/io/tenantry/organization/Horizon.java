package io.tenantry.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From which moment on the database is asked for changes, by the clock of the server that dates them. That clock may be set
 * back, and forward again, and another server may take over whose clock shows something else: nobody who looks every half
 * second misses a change for it. Behind a router ({@code mongos}) it is the router's clock that is asked, so the shard's
 * must not be set back.
 *
 * @param lastChange the last that was seen
 * @param asked what the clock showed when it was looked for
 */
record Horizon(Instant lastChange, Instant asked) {

    /**
     * How far back is looked beyond that. A change carries the time at which the server began it, so one that took long can come
     * to light behind a later one.
     */
    static final Duration OVERLAP = Duration.ofSeconds(5);

    /** @param now what the clock shows */
    Instant from(Instant now) {
        return Stream.of(lastChange, asked, now)
                .min(Instant::compareTo)
                .orElseThrow()
                .minus(OVERLAP);
    }

    /** After changes were looked for, of which the latest may be later than any before. */
    Horizon next(Instant now, Optional<Instant> latest) {
        return new Horizon(latest.filter(lastChange::isBefore).orElse(lastChange), now);
    }
}
