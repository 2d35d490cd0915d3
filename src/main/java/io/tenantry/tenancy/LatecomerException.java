package io.tenantry.tenancy;

/**
 * The source was written to while it was copied, so this copy is of no use: start again, into a fresh namespace. It is
 * the one failure of a copy that a second attempt into another place can mend.
 */
public class LatecomerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Difference difference;

    public LatecomerException(Difference difference) {
        super(difference.toString());
        this.difference = difference;
    }

    LatecomerException(Difference difference, Throwable cause) {
        super(difference.toString(), cause);
        this.difference = difference;
    }

    public Difference difference() {
        return difference;
    }
}
