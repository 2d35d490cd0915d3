package io.tenantry.isolation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom each operation is for. One that is not named here is for those who hold a permission, the strictest there is. */
final class Operations {

    static final Map<String, Access> NAMED = new LinkedHashMap<>();

    static {
        // What asks whether the service lives has no account.
        NAMED.put("GET /health", Access.OPEN);
        NAMED.put("GET /livez", Access.OPEN);
        NAMED.put("GET /readyz", Access.OPEN);
        // Public keys.
        NAMED.put("GET /.well-known/jwks.json", Access.OPEN);
        // The password, or what was mailed, in the body is what proves the caller.
        NAMED.put("POST /admin/login", Access.OPEN);
        NAMED.put("POST /login", Access.OPEN);
        NAMED.put("POST /auth/refresh", Access.OPEN);
        NAMED.put("POST /auth/password-reset/confirm", Access.OPEN);
        // Whoever comes for the first time.
        NAMED.put("POST /org/create", Access.OPEN);
        NAMED.put("POST /signup", Access.OPEN);
        // The name of an organization is no secret; the rest of it is.
        NAMED.put("GET /org/get", Access.LOOKUP);
        // Anybody is answered alike, but an admin finds a colleague's link in the answer.
        NAMED.put("POST /auth/password-reset", Access.LOOKUP);

        NAMED.put("GET /me", Access.PERSON);
        NAMED.put("PATCH /me", Access.PERSON);
        NAMED.put("POST /me/password", Access.PERSON);
        NAMED.put("POST /auth/logout", Access.PERSON);
        NAMED.put("POST /auth/totp/enroll", Access.PERSON);
        NAMED.put("POST /auth/totp/confirm", Access.PERSON);
        NAMED.put("POST /auth/totp/disable", Access.PERSON);

        NAMED.put("POST /auth/register", Access.PLATFORM);
        NAMED.put("GET /organization", Access.PLATFORM);
        NAMED.put("POST /organization/create", Access.PLATFORM);
        NAMED.put("GET /organization/orphans", Access.PLATFORM);
        NAMED.put("GET /organization/{id}", Access.PLATFORM);
        NAMED.put("PATCH /organization/{id}", Access.PLATFORM);
        NAMED.put("POST /organization/{id}/suspend", Access.PLATFORM);
        NAMED.put("POST /organization/{id}/resume", Access.PLATFORM);
    }

    /** What superusers may do too while they act in no organization. */
    static final Set<String> OF_SUPERUSERS_TOO = Set.of(
            "GET /operations/{id}",
            "POST /me/password",
            "POST /auth/logout",
            "POST /auth/totp/enroll",
            "POST /auth/totp/confirm",
            "POST /auth/totp/disable");

    /** What who still has to set up a second factor may do: that, see themselves, and leave. */
    static final Set<String> BEFORE_SECOND_FACTOR =
            Set.of("GET /me", "POST /auth/totp/enroll", "POST /auth/totp/confirm", "POST /auth/logout");

    /** Where something in the request itself proves the caller too: a bootstrap token, an address and a password. */
    static final Set<String> PROVEN_OTHERWISE_TOO = Set.of("POST /auth/register", "PUT /org/update");

    /** What lets nobody in without an upgrade: {@code WebSocketTests} ask for one. */
    static final Set<String> UPGRADED = Set.of("GET /ws/announcements");

    /** What answers as long as the client listens. */
    static final Set<String> ENDLESS = Set.of("GET /announcements/stream");

    private Operations() {}

    /** What has to be said here before an operation can be tried: what somebody reads in the description is what is tried. */
    static List<String> missing(Operation operation) {
        Set<String> described = Set.copyOf(operation.security());
        return described.equals(waysToAuthenticate(operation))
                ? List.of()
                : List.of("it is described as for callers with one of " + described + ", and would be tried as "
                        + access(operation) + ", who need one of " + waysToAuthenticate(operation)
                        + ": decide whom it is for, then correct its annotation or add a line to Operations.NAMED");
    }

    private static Set<String> waysToAuthenticate(Operation operation) {
        Set<String> ways = new HashSet<>(waysToAuthenticate(access(operation)));
        if (PROVEN_OTHERWISE_TOO.contains(operation.label())) {
            ways.add("");
        }
        return ways;
    }

    private static Set<String> waysToAuthenticate(Access access) {
        return switch (access) {
            case OPEN -> Set.of();
            case LOOKUP -> Set.of("bearer", "password", "");
            case PERSON, PLATFORM -> Set.of("bearer", "password");
            case HOLDERS -> Set.of("bearer", "password", "api_key");
        };
    }

    static Access access(Operation operation) {
        return NAMED.getOrDefault(operation.label(), Access.HOLDERS);
    }

    static boolean isBeforeSecondFactor(Operation operation) {
        return BEFORE_SECOND_FACTOR.contains(operation.label());
    }

    static boolean isOfSuperusersToo(Operation operation) {
        return OF_SUPERUSERS_TOO.contains(operation.label());
    }
}
