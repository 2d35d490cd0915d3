package io.tenantry.kernel;

import reactor.util.retry.Retry;

/** Changes of which others were faster: 409 {@code version_conflict}. */
public final class VersionConflicts {

    private static final int MOST = 3;

    private VersionConflicts() {}

    /**
     * Decides such a change again, three times at most, on what the others left: for a pipeline that reads what it changes, and
     * requires the {@link ExpectedVersion} of what it has read.
     */
    public static Retry decidedAgain() {
        return Retry.max(MOST)
                .filter(failure ->
                        failure instanceof ProblemException problem && problem.code() == ErrorCode.VERSION_CONFLICT)
                .onRetryExhaustedThrow((spec, last) -> last.failure());
    }
}
