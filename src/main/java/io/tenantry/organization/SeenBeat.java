package io.tenantry.organization;

/**
 * What was seen of an operation of another instance, and since when without a change.
 *
 * @param since by this machine's monotonic clock
 */
record SeenBeat(long version, long beat, long since) {

    static SeenBeat of(Organization organization, long now) {
        return new SeenBeat(
                organization.version(), organization.requiredOperation().beat(), now);
    }

    /** The same watch when nothing has changed, a new one when something has. */
    SeenBeat seeing(Organization organization, long now) {
        SeenBeat fresh = of(organization, now);
        return fresh.version == version && fresh.beat == beat ? this : fresh;
    }

    /** Whether the lease has run out. */
    boolean isOver(long now) {
        return now - since > Lease.LENGTH.toNanos();
    }
}
