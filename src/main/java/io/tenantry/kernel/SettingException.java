package io.tenantry.kernel;

/** A setting is unusable, so the service does not start. The operator reads which one, and why, without a stack trace. */
public class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * @param variable the environment variable, such as {@code CORS_ORIGINS}
     * @param reason what is wrong and what would be right, a sentence; it never shows a secret
     */
    public SettingException(String variable, String reason) {
        super(variable + ": " + reason);
        this.variable = variable;
    }

    public String variable() {
        return variable;
    }
}
