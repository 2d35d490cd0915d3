package io.tenantry.organization;

/**
 * What was seen of an operation of another instance, and since when without a change.
 *
 * @param since by this machine's monotonic clock
 */
record Watch(long version, long beat, long since) {

    static Watch of(Organization organization, long now) {
        return new Watch(
                organization.version(), organization.requiredOperation().beat(), now);
    }

    /** The same watch when nothing has changed, a new one when something has. */
    Watch seeing(Organization organization, long now) {
        Watch fresh = of(organization, now);
        return fresh.version == version && fresh.beat == beat ? this : fresh;
    }

    /** Whether the lease has run out. */
    boolean isOver(long now) {
        return now - since > Lease.LENGTH.toNanos();
    }
}
