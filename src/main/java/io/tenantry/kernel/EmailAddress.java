package io.tenantry.kernel;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import java.util.Locale;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * An e-mail address in the form in which two of them are compared: trimmed, NFC, lower case.
 *
 * <p>At most {@value #MAX_LENGTH} characters (RFC 5321, section 4.5.3.1.3, less the angle brackets), with a dot in the
 * domain and without quoted local parts or address literals, which nobody has and which only serve tricks.
 *
 * @param value the address
 */
public record EmailAddress(String value) {

    private static final int MAX_LENGTH = 254;
    private static final Validator SYNTAX = Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** @throws InvalidValueException when it is not an e-mail address */
    public EmailAddress {
        value = Text.clean(value).toLowerCase(Locale.ROOT);
        if (!isAddress(value)) {
            throw new InvalidValueException("is not an e-mail address");
        }
    }

    /**
     * The address in that text, whatever its case.
     *
     * @throws InvalidValueException when there is none
     */
    public static EmailAddress of(String text) {
        return new EmailAddress(text);
    }

    /** What strangers may see: {@code a***@acme.com}. */
    public String masked() {
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(value.lastIndexOf('@'));
    }

    /** The address. */
    @Override
    public String toString() {
        return value;
    }

    private static boolean isAddress(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.indexOf('"') < 0
                && text.indexOf('.', text.lastIndexOf('@')) > 0
                && text.charAt(text.length() - 1) != ']'
                && SYNTAX.validateValue(Syntax.class, "address", text).isEmpty();
    }

    /** Carries the rule that Hibernate Validator keeps. */
    private record Syntax(@Email(message = "") String address) {}
}
