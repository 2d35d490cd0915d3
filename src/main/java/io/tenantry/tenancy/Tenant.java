package io.tenantry.tenancy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;

/**
 * An organization as routing sees it at one moment.
 *
 * @param epoch grows with every change of {@link #access} or {@link #placement}, never shrinks: an unchanged epoch after
 *     a write proves that the write hit the place where the organization lives
 * @param people grows after every change of one of its people: what was read under this has not changed since
 */
public record Tenant(
        OrganizationId id, String name, Placement placement, Access access, long epoch, PeopleVersion people) {

    /** What may be done with an organization's data now. */
    public enum Access {
        OPEN,
        /** Being moved: reads go on, writes wait. */
        READ_ONLY,
        /** Its people are refused, its data stays. */
        SUSPENDED,
        /** Not there yet, or not any more. */
        CLOSED
    }

    /** Whatever else it is: neither being made nor deleted. */
    public boolean isThere() {
        return access != Access.CLOSED;
    }

    public boolean isOpen() {
        return access == Access.OPEN;
    }

    public boolean isReadable() {
        return access == Access.OPEN || access == Access.READ_ONLY;
    }

    /** The refusal that a suspended organization's people get. */
    public static ProblemException suspended() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_SUSPENDED, "The organization is suspended: ask the operator of this service.");
    }

    /** Whether what was written under this tenant was written where the organization lives now. */
    public boolean confirms(Tenant routed) {
        return isOpen() && routed.isOpen() && epoch == routed.epoch;
    }
}
