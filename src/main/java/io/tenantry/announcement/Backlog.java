package io.tenantry.announcement;

/**
 * What was handed to a connection and has not left it yet.
 *
 * @param messages how many
 * @param bytes their size, with what Netty needs to keep them
 */
record Backlog(long messages, long bytes) {

    static final int MOST = 256;
    static final int MOST_BYTES = 256 << 10;

    /** Whether its reader has fallen behind too far. */
    boolean isTooLong() {
        return messages > MOST || bytes > MOST_BYTES;
    }
}
