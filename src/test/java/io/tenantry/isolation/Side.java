package io.tenantry.isolation;

import java.util.Locale;

/** Whose things a request names: those of one of two organizations, or nobody's. */
enum Side {
    OURS,
    THEIRS,

    /** Well-formed, and there is none. */
    UNKNOWN,

    /** What can name nothing. */
    MALFORMED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
