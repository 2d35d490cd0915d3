package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;

/**
 * An organization as those who have it made need to know it.
 *
 * @param name as it is now
 * @param adminId its first admin
 */
public record Founded(OrganizationId id, String name, UserId adminId) {

    static Founded of(Organization organization) {
        return new Founded(organization.id(), organization.name(), organization.adminId());
    }
}
