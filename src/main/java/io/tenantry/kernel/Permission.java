package io.tenantry.kernel;

import java.util.Set;
import java.util.TreeSet;

/**
 * What may be done to what, written {@code action:resource}. Where it is granted, either may be {@code *}. The audit log is
 * no part of {@code read:*}: whoever reads it was granted it by name, or everything.
 */
public record Permission(String action, String resource) {

    /** Every action and resource, those that are still to come as well. */
    public static final String ANY = "*";

    private static final String AUDIT_LOG = "audit_log";

    static final Set<String> ACTIONS = Set.of("create", "read", "update", "delete");

    static final Set<String> RESOURCES = Set.of(
            "organization",
            "users",
            "roles",
            "invitations",
            "api_keys",
            AUDIT_LOG,
            "events",
            "registrations",
            "resources",
            "announcements",
            "jobs",
            "usage",
            "webhooks");

    /** @throws InvalidValueException when there is no such action or resource */
    public Permission {
        if (!action.equals(ANY) && !ACTIONS.contains(action)) {
            throw new InvalidValueException("has an unknown action, which is one of " + listed(ACTIONS));
        }
        if (!resource.equals(ANY) && !RESOURCES.contains(resource)) {
            throw new InvalidValueException("has an unknown resource, which is one of " + listed(RESOURCES));
        }
    }

    /**
     * Reads {@code action:resource}.
     *
     * @throws InvalidValueException for anything else
     */
    public static Permission of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InvalidValueException("must be written action:resource");
        }
        return new Permission(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether whoever was granted this may do that. */
    public boolean covers(Permission other) {
        return fits(action, other.action) && fits(resource, other.resource) && !isSparedByName(other);
    }

    private static boolean fits(String granted, String wanted) {
        return granted.equals(ANY) || granted.equals(wanted);
    }

    private boolean isSparedByName(Permission other) {
        return other.resource.equals(AUDIT_LOG) && resource.equals(ANY) && !action.equals(ANY);
    }

    private static String listed(Set<String> words) {
        return String.join(", ", new TreeSet<>(words)) + " or *";
    }

    @Override
    public String toString() {
        return action + ':' + resource;
    }
}
