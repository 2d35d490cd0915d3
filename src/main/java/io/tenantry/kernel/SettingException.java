package io.tenantry.kernel;

/** A setting is unusable, so the service does not start. The operator reads which one, and why, without a stack trace. */
public class SettingException extends StartRefusedException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * Names the setting and the mistake.
     *
     * @param variable the environment variable, such as {@code CORS_ORIGINS}
     * @param reason what is wrong and what would be right, a sentence; it never shows a secret
     */
    public SettingException(String variable, String reason) {
        super(variable + ": " + reason, "Correct " + variable + " in the environment or in .env, and start again.");
        this.variable = variable;
    }

    public String variable() {
        return variable;
    }
}
