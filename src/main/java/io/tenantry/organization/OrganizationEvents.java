package io.tenantry.organization;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;

/** How what is done to organizations as a whole stands in the log of the platform, which their own people see too. */
final class OrganizationEvents {

    private static final String ORGANIZATION = "organization";

    private OrganizationEvents() {}

    /** When it begins: it may still turn out that the name is taken. */
    static AuditEvent created(OrganizationId id, OrganizationName name, EmailAddress admin, Tier tier) {
        return of("create", id)
                .changed("name", null, name.display())
                .changed("admin_email", null, admin.value())
                .changed("tier", null, tier);
    }

    /** When it is done. */
    static AuditEvent founded(Organization made) {
        return of("create", made.id())
                .changed("name", null, made.name())
                .changed("admin_email", null, made.adminEmail().value())
                .changed("tier", null, made.tier());
    }

    /** When it begins: a rename may still be undone. */
    static AuditEvent renamed(Organization before, OrganizationName name) {
        return of("rename", before.id()).changed("name", before.name(), name.display());
    }

    static AuditEvent deleted(Organization organization) {
        return of("delete", organization.id()).changed("name", organization.name(), null);
    }

    static AuditEvent changed(Organization before, Organization after) {
        return of("update", after.id())
                .changed("status", before.status(), after.status())
                .changed("tier", before.tier(), after.tier());
    }

    private static AuditEvent of(String action, OrganizationId id) {
        return AuditEvent.of(action, ORGANIZATION, id.toString()).in(id);
    }
}
