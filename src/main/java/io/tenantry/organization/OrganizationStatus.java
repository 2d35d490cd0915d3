package io.tenantry.organization;

import io.tenantry.tenancy.Tenant;

/** Where an organization stands in its life. */
public enum OrganizationStatus {
    /** Being made; nobody sees it yet. */
    PROVISIONING(Tenant.Access.CLOSED),
    ACTIVE(Tenant.Access.OPEN),
    /** Its data is being copied to the namespace of its new name: reads go on, writes wait. */
    RENAMING(Tenant.Access.READ_ONLY),
    /** Its data is being copied to another place. */
    RELOCATING(Tenant.Access.READ_ONLY),
    SUSPENDED(Tenant.Access.SUSPENDED),
    /** Being taken away; nobody sees it any more. */
    DELETING(Tenant.Access.CLOSED),
    /** What remains: an id and an epoch, so that whoever still works for it learns that it is gone. */
    DELETED(Tenant.Access.CLOSED);

    private final Tenant.Access access;

    OrganizationStatus(Tenant.Access access) {
        this.access = access;
    }

    Tenant.Access access() {
        return access;
    }

    /** Whether callers can see an organization in this state. */
    boolean isVisible() {
        return access != Tenant.Access.CLOSED;
    }
}
