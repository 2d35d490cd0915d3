package io.tenantry.announcement;

/**
 * Signs of life of a client. Immutable.
 *
 * @param unanswered how many pings it was sent since it was heard last
 * @param inbound how much it says
 */
record Pulse(int unanswered, Inbound inbound) {

    private static final int MOST_UNANSWERED = 2;

    /** @param now on a monotonic clock, in nanoseconds */
    static Pulse since(long now) {
        return new Pulse(0, Inbound.since(now));
    }

    Pulse pinged() {
        return new Pulse(unanswered + 1, inbound);
    }

    Pulse heard(long now) {
        return new Pulse(0, inbound.heard(now));
    }

    boolean isFlood() {
        return inbound.isFlood();
    }

    /** Whether it is taken for gone: it had the time between two pings to answer the last one. */
    boolean isLost() {
        return unanswered >= MOST_UNANSWERED;
    }
}
