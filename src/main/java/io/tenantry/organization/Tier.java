package io.tenantry.organization;

/** What an organization pays for. */
public enum Tier {
    FREE,
    PRO,
    ENTERPRISE
}
