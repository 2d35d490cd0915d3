package io.tenantry.kernel;

/**
 * The service does not start, and says why: shown without a stack trace, as what is wrong and what to do about it.
 * Neither text may hold a secret.
 */
public class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param description what is wrong
     * @param action what to do about it
     */
    public StartRefusedException(String description, String action) {
        super(description);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
