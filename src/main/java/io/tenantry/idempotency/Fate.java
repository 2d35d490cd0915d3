package io.tenantry.idempotency;

import io.tenantry.kernel.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * What becomes of a key when its request was refused. The first answer is final, "success or an error"
 * (draft-ietf-httpapi-idempotency-key-header-07, section 2.6), where it is a decision on what was asked. It is not where the
 * request never came to be decided, as with the checks before Stripe's endpoints, nor where time alone may change it.
 */
enum Fate {
    /** A decision: the refusal is given again. */
    KEPT,
    /** Nothing was begun: the key is free for a better request, unless an earlier attempt got further. */
    FORGOTTEN,
    /** It may have been done, or may succeed in a moment: the same request is tried again, with the same id. */
    TRIED_AGAIN;

    private static final Set<ErrorCode> PASSING =
            EnumSet.of(ErrorCode.OPERATION_IN_PROGRESS, ErrorCode.VERSION_CONFLICT, ErrorCode.IDEMPOTENCY_IN_PROGRESS);

    static Fate of(ErrorCode refusal) {
        if (PASSING.contains(refusal) || refusal.status().is5xxServerError()) {
            return TRIED_AGAIN;
        }
        return switch (refusal.status()) {
            case NOT_FOUND, CONFLICT, UNPROCESSABLE_CONTENT -> KEPT;
            default -> FORGOTTEN;
        };
    }
}
