package io.tenantry.isolation;

import java.util.Locale;

/** Whose things a request names: those of one of two organizations, or nobody's. */
enum Side {
    OURS,
    THEIRS,

    /** Well-formed, and there is none. */
    UNKNOWN,

    /** Our own, but of another kind: the id of a key in place of a user's. */
    MISTAKEN,

    /** What can name nothing. */
    MALFORMED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
