package io.tenantry.idempotency;

import io.tenantry.kernel.ProblemException;
import java.util.List;

/** What a caller names a request by: 1 to 255 visible ASCII characters, taken as they are. */
record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    /**
     * The one key of a request.
     *
     * @throws ProblemException 400 for several headers, and for what is no key
     */
    static IdempotencyKey of(List<String> values) {
        if (values.size() != 1 || !isKey(values.get(0))) {
            throw ProblemException.invalid(HEADER, "must be one key of 1 to 255 visible ASCII characters");
        }
        return new IdempotencyKey(values.get(0));
    }

    private static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
