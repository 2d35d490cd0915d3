package io.tenantry.organization;

/** Another instance runs the operation now. */
final class LostLeaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLeaseException() {
        super("Another instance runs the operation now.", null, false, false);
    }
}
