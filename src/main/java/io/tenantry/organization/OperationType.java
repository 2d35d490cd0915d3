package io.tenantry.organization;

/** What is done to an organization as a whole. */
enum OperationType {
    PROVISION,
    RENAME,
    DELETE
}
