package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;

/** A namespace that an organization had before, which is gone or has moved: another one is to be found. */
final class NamespaceUsedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    NamespaceUsedException() {
        super(ErrorCode.ORGANIZATION_NAME_TAKEN, "No database name could be found for this name. Try again.");
    }
}
