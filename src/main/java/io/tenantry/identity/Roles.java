package io.tenantry.identity;

import io.tenantry.kernel.ProblemException;
import java.util.List;

/** The roles that every organization has. */
final class Roles {

    static final String ADMIN = "admin";

    static final List<String> BUILT_IN = List.of(ADMIN, "organizer", "developer", "member", "read_only");

    private Roles() {}

    /**
     * The role, if there is one of that name.
     *
     * @throws ProblemException 400 otherwise
     */
    static String require(String role) {
        if (!BUILT_IN.contains(role)) {
            throw ProblemException.invalid("role", "must be one of " + String.join(", ", BUILT_IN));
        }
        return role;
    }
}
