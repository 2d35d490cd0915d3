package io.tenantry.announcement;

/**
 * What was handed to a connection and has not left it yet.
 *
 * @param messages how many
 * @param bytes their size
 */
record Backlog(long messages, long bytes) {

    static final int MOST = 256;
    static final int MOST_BYTES = 256 << 10;

    static final Backlog NONE = new Backlog(0, 0);

    /** With one more message of that size. */
    Backlog plus(int size) {
        return new Backlog(messages + 1, bytes + size);
    }

    /** Without one message of that size. */
    Backlog minus(int size) {
        return new Backlog(messages - 1, bytes - size);
    }

    /** Whether its reader has fallen behind too far. */
    boolean isTooLong() {
        return messages > MOST || bytes > MOST_BYTES;
    }
}
