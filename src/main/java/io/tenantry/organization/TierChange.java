package io.tenantry.organization;

import io.tenantry.kernel.ProblemException;
import jakarta.validation.constraints.NotNull;

/** The body of {@code PATCH /organization/{id}}. */
record TierChange(@NotNull Tier tier) {

    /**
     * Whether there is something to do.
     *
     * @throws ProblemException 409 {@code operation_in_progress} while an operation is at work on the organization
     */
    boolean changes(Organization organization) {
        if (!organization.isFree() && organization.status() != OrganizationStatus.SUSPENDED) {
            throw OrganizationProblems.operationInProgress();
        }
        return organization.tier() != tier;
    }
}
