package io.tenantry.identity;

import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;

/** What a new password must be: 8 to 256 characters (code points), any of Unicode, taken exactly as it is. */
final class Passwords {

    private static final int LEAST = 8;
    private static final int MOST = 256;

    private Passwords() {}

    /** @throws ProblemException 400 for one that is too short or too long */
    static Secret require(String field, Secret password) {
        int length = password.value().codePointCount(0, password.value().length());
        if (length < LEAST || length > MOST) {
            throw ProblemException.invalid(field, "must have 8 to 256 characters");
        }
        return password;
    }
}
