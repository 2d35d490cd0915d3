package io.tenantry.kernel;

/** What the log of requests has beside what HTTP knows. */
public final class AccessLog {

    /** What nginx writes when the client went away before an answer. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    private AccessLog() {}
}
