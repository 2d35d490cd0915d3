package io.tenantry.kernel;

/**
 * A password or another secret, exactly as it was sent: nothing is trimmed, normalised or cut. It does not show itself in
 * logs, messages or JSON.
 *
 * @param value the secret
 */
public record Secret(String value) {

    /**
     * @throws InvalidValueException when it has half of a surrogate pair: as UTF-8 that is a question mark, and two
     *     different passwords would become one
     */
    public Secret {
        Text.requireWellFormed(value);
    }

    /** Stars, always three. */
    @Override
    public String toString() {
        return "***";
    }
}
