package io.tenantry.kernel;

/**
 * A text is not a value of the type it was read as. Thrown by the factories of value types such as {@link EmailAddress};
 * whoever reads a request turns it into a 400 that names the field.
 */
public class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, to be read after the field's name: "is not an e-mail address"; shown to the caller,
     *     so it never repeats the value
     */
    public InvalidValueException(String message) {
        super(message);
    }

    /** What is wrong, to be read after the field's name. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
