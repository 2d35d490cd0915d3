package io.tenantry.settings;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.OrganizationId;

/**
 * An organization's settings at one moment.
 *
 * @param version 0 for those that nobody has changed yet
 */
record VersionedSettings(Settings settings, long version) {

    static final VersionedSettings DEFAULT = new VersionedSettings(Settings.DEFAULT, 0);

    /** One version on, or the same when that changes nothing. */
    VersionedSettings changed(SettingsChange change) {
        Settings changed = settings.with(change);
        return changed.equals(settings) ? this : new VersionedSettings(changed, version + 1);
    }

    /** How the change from this to those stands in the audit log. */
    AuditEvent eventOfChange(OrganizationId organization, Settings after) {
        return AuditEvent.updated("organization", organization.toString())
                .changed("open_signup", settings.openSignup(), after.openSignup())
                .changed("require_totp", settings.requireTotp(), after.requireTotp())
                .changed(
                        "time_zone",
                        settings.timeZone().getId(),
                        after.timeZone().getId());
    }
}
