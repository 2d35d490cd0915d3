package io.tenantry.identity;

/** Whether a person may act in their organization. */
public enum UserStatus {
    ACTIVE,
    DEACTIVATED
}
