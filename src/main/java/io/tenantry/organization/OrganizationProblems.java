package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.VersionConflicts;
import java.time.Duration;

/** The refusals that several operations share. */
final class OrganizationProblems {

    private OrganizationProblems() {}

    static ProblemException notFound() {
        return ProblemException.notFound("organization");
    }

    static ProblemException nameTaken() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_NAME_TAKEN,
                "Another organization has this name, or one that differs only in case, spaces or punctuation.");
    }

    /** What an earlier attempt at a create began goes on, or is being undone. */
    static ProblemException stillBeingMade() {
        return ProblemException.retryLater(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                "The organization of the first such request is still being made, or undone.",
                Duration.ofSeconds(1));
    }

    static ProblemException operationInProgress() {
        return new ProblemException(
                ErrorCode.OPERATION_IN_PROGRESS,
                "The organization is being changed already. Try again when that is done.");
    }

    static ProblemException changedMeanwhile() {
        return VersionConflicts.of("The organization is");
    }

    static ProblemException unconfirmed() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED,
                "This may have been done and may not: look at the organization before you repeat it.");
    }

    static ProblemException selfServiceDisabled() {
        return new ProblemException(
                ErrorCode.SELF_SERVICE_DISABLED, "Organizations are made by the operator of this service.");
    }
}
