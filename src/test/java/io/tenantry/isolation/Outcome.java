package io.tenantry.isolation;

import io.tenantry.kernel.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
record Outcome(Kind kind, @Nullable ErrorCode refusal) {

    /** Let in. */
    static final Outcome ADMITTED = new Outcome(Kind.ADMITTED, null);

    /** Answered as everybody is, whatever credentials came along. */
    static final Outcome AS_ANYBODY = new Outcome(Kind.AS_ANYBODY, null);

    enum Kind {
        ADMITTED,
        AS_ANYBODY,
        REFUSED
    }

    static Outcome refused(ErrorCode code) {
        return new Outcome(Kind.REFUSED, code);
    }
}
