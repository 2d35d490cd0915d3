package io.tenantry.announcement;

import java.time.Duration;

/**
 * Signs of life of a client. Immutable.
 *
 * @param last when it was heard last, on a monotonic clock, in nanoseconds
 * @param inbound how much it says
 */
record Pulse(long last, Inbound inbound) {

    /** Two pings without an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    static Pulse since(long now) {
        return new Pulse(now, Inbound.since(now));
    }

    Pulse heard(long now) {
        return new Pulse(now, inbound.heard(now));
    }

    boolean isFlood() {
        return inbound.isFlood();
    }

    /** Whether it has been silent for so long that it is taken for gone. */
    boolean isLost(long now) {
        return now - last > SILENCE.toNanos();
    }
}
