package io.tenantry.organization;

import java.time.Duration;

/** How long an operation stays with the instance that runs it. */
final class Lease {

    /** An operation whose beat has not changed for this long may be taken over. */
    static final Duration LENGTH = Duration.ofSeconds(8);

    static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

    private Lease() {}
}
