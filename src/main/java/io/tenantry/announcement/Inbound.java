package io.tenantry.announcement;

/**
 * How much a client says, who has nothing to say: what it sends is counted by the second.
 *
 * @param second since when it is counted, on a monotonic clock, in nanoseconds
 * @param frames how many there were since then
 */
record Inbound(long second, int frames) {

    /** A client answers a ping every 25 seconds, and may send some of its own. */
    static final int MOST_A_SECOND = 50;

    private static final long A_SECOND = 1_000_000_000;

    static Inbound since(long now) {
        return new Inbound(now, 0);
    }

    Inbound heard(long now) {
        return now - second >= A_SECOND ? new Inbound(now, 1) : new Inbound(second, frames + 1);
    }

    boolean isFlood() {
        return frames > MOST_A_SECOND;
    }
}
