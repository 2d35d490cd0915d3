package io.tenantry.organization;

import io.tenantry.kernel.ProblemException;

/** The two changes between an organization that is open to its people and one that is closed to them with its data kept. */
enum Suspension {
    SUSPEND(OrganizationStatus.ACTIVE, OrganizationStatus.SUSPENDED),
    RESUME(OrganizationStatus.SUSPENDED, OrganizationStatus.ACTIVE);

    private final OrganizationStatus from;
    private final OrganizationStatus to;

    Suspension(OrganizationStatus from, OrganizationStatus to) {
        this.from = from;
        this.to = to;
    }

    OrganizationStatus outcome() {
        return to;
    }

    /**
     * Whether there is something to do: a suspended organization can be suspended again, and nothing happens.
     *
     * @throws ProblemException 409 {@code operation_in_progress} in any other state
     */
    boolean changes(Organization organization) {
        if (organization.isBusy() || (organization.status() != from && organization.status() != to)) {
            throw OrganizationProblems.operationInProgress();
        }
        return organization.status() == from;
    }
}
