package io.tenantry.kernel;

import reactor.util.retry.Retry;

/** Changes of which others were faster: 409 {@code version_conflict}. */
public final class VersionConflicts {

    private static final int MOST = 3;

    private VersionConflicts() {}

    /**
     * The refusal of a change that came too late.
     *
     * @param whatIs what the others change, such as {@code The role is}
     */
    public static ProblemException of(String whatIs) {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, whatIs + " being changed by others: try again.");
    }

    /**
     * Decides such a change again, three times at most, on what the others left: for a pipeline that reads what it changes, and
     * requires the {@link ExpectedVersion} of what it has read.
     */
    public static Retry decidedAgain() {
        return Retry.max(MOST)
                .filter(failure -> ProblemException.is(failure, ErrorCode.VERSION_CONFLICT))
                .onRetryExhaustedThrow((spec, last) -> last.failure());
    }
}
