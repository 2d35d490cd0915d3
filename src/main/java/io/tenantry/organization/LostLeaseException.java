package io.tenantry.organization;

/** The operation is not this execution's any more: another runs it now, or it is over. */
final class LostLeaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLeaseException() {
        super("The operation is another's now, or over.", null, false, false);
    }
}
