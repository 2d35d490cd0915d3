package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;

/**
 * What a 401 asks for (RFC 6750, section 3): the reason is given only when a token was sent, never when there was none
 * (section 3.1).
 */
final class Challenge {

    private static final String REALM = "Bearer realm=\"tenantry\"";

    private Challenge() {}

    static String of(ErrorCode code) {
        return code == ErrorCode.INVALID_TOKEN
                ? REALM + ", error=\"invalid_token\", error_description=\"" + code.title() + "\""
                : REALM;
    }
}
