package io.tenantry.isolation;

import static io.tenantry.isolation.Credential.DEACTIVATED;
import static io.tenantry.isolation.Credential.DELETED_ADMIN;
import static io.tenantry.isolation.Credential.DELETED_KEY;
import static io.tenantry.isolation.Credential.DOTTED_KEY;
import static io.tenantry.isolation.Credential.ENCODED_KEY;
import static io.tenantry.isolation.Credential.ENTERED;
import static io.tenantry.isolation.Credential.ENTERED_NOWHERE;
import static io.tenantry.isolation.Credential.ENTERING_ADMIN;
import static io.tenantry.isolation.Credential.ENTERING_HOME;
import static io.tenantry.isolation.Credential.ENTERING_KEY;
import static io.tenantry.isolation.Credential.ENTERING_NOTHING;
import static io.tenantry.isolation.Credential.GARBAGE;
import static io.tenantry.isolation.Credential.LOGGED_OUT;
import static io.tenantry.isolation.Credential.LOGGED_OUT_SUPERUSER;
import static io.tenantry.isolation.Credential.MOVED_KEY;
import static io.tenantry.isolation.Credential.NOBODY;
import static io.tenantry.isolation.Credential.OUR_ADMIN;
import static io.tenantry.isolation.Credential.OUR_KEY;
import static io.tenantry.isolation.Credential.POWERLESS;
import static io.tenantry.isolation.Credential.POWERLESS_KEY;
import static io.tenantry.isolation.Credential.READER;
import static io.tenantry.isolation.Credential.READER_KEY;
import static io.tenantry.isolation.Credential.REVOKED_KEY;
import static io.tenantry.isolation.Credential.SUPERUSER;
import static io.tenantry.isolation.Credential.SUSPENDED_ADMIN;
import static io.tenantry.isolation.Credential.SUSPENDED_KEY;
import static io.tenantry.isolation.Credential.THEIR_ADMIN;
import static io.tenantry.isolation.Credential.THEIR_KEY;
import static io.tenantry.isolation.Credential.UNFINISHED;
import static io.tenantry.isolation.Side.MALFORMED;
import static io.tenantry.isolation.Side.MISTAKEN;
import static io.tenantry.isolation.Side.OURS;
import static io.tenantry.isolation.Side.THEIRS;
import static io.tenantry.isolation.Side.UNKNOWN;

import java.util.List;
import java.util.stream.Stream;

/** A column of the matrix: what the caller shows, and whose things the request names. */
record Attempt(Credential credential, Side named) {

    static final List<Attempt> ALL = Stream.of(
                    naming(OURS, THEIR_ADMIN, THEIR_KEY),
                    naming(THEIRS, OUR_ADMIN, OUR_KEY, ENTERED),
                    naming(UNKNOWN, OUR_ADMIN, OUR_KEY, ENTERED, SUPERUSER),
                    naming(MALFORMED, OUR_ADMIN, OUR_KEY, ENTERED, SUPERUSER),
                    naming(MISTAKEN, OUR_ADMIN, OUR_KEY, ENTERED, SUPERUSER),
                    naming(OURS, OUR_ADMIN, OUR_KEY, ENTERED, SUPERUSER),
                    naming(OURS, READER, READER_KEY, POWERLESS, POWERLESS_KEY),
                    naming(THEIRS, ENTERING_ADMIN, ENTERING_KEY, ENTERED_NOWHERE),
                    naming(OURS, ENTERING_HOME, ENTERING_NOTHING, MOVED_KEY, ENCODED_KEY, DOTTED_KEY),
                    naming(OURS, NOBODY, GARBAGE, SUSPENDED_ADMIN, SUSPENDED_KEY, DELETED_ADMIN, DELETED_KEY),
                    naming(OURS, UNFINISHED, DEACTIVATED, LOGGED_OUT, LOGGED_OUT_SUPERUSER, REVOKED_KEY))
            .flatMap(attempts -> attempts)
            .toList();

    private static Stream<Attempt> naming(Side named, Credential... credentials) {
        return Stream.of(credentials).map(credential -> new Attempt(credential, named));
    }

    /** Whether it names what the caller's organization does not have; a superuser who is in none reaches every one. */
    boolean reachesOut() {
        return credential.isSuperuser() ? !isThere() : named != credential.side();
    }

    /** Whether it names another organization's, which must be as if it were not there. */
    boolean isForeign() {
        return reachesOut() && isThere();
    }

    /** Whether it names, well-formed, what is nowhere. */
    boolean isOfNobody() {
        return named == UNKNOWN || named == MISTAKEN;
    }

    private boolean isThere() {
        return named == OURS || named == THEIRS;
    }

    Attempt naming(Side other) {
        return new Attempt(credential, other);
    }

    @Override
    public String toString() {
        return credential + ", naming " + named;
    }
}
