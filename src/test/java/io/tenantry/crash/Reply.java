package io.tenantry.crash;

import io.tenantry.kernel.ErrorCode;
import tools.jackson.databind.JsonNode;

/**
 * What became of a request.
 *
 * @param status 0 without an answer
 */
record Reply(Kind kind, int status, JsonNode body) {

    enum Kind {
        ANSWERED,
        /** Nobody took it: nothing was done. */
        NOT_SENT,
        /** It was sent and not answered: it may have been done, and may still be. */
        LOST
    }

    boolean is(int expected) {
        return status == expected;
    }

    boolean is(ErrorCode refusal) {
        return status == refusal.status().value() && text("code").equals(refusal.code());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** 503 {@code organization_busy}, and {@code overloaded}, say that nothing was done: contract, "Statuses". */
    boolean wasNotDone() {
        return kind == Kind.NOT_SENT
                || is(ErrorCode.ORGANIZATION_BUSY)
                || is(ErrorCode.OVERLOADED)
                || is(ErrorCode.VERSION_CONFLICT);
    }

    boolean mayHaveBeenDone() {
        return kind == Kind.LOST || is(ErrorCode.WRITE_UNCONFIRMED) || is(ErrorCode.DATABASE_UNAVAILABLE);
    }

    String text(String member) {
        return body.path(member).asString("");
    }
}
