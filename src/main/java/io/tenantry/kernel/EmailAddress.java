package io.tenantry.kernel;

import com.ibm.icu.lang.UCharacter;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import java.util.Locale;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * An e-mail address in the form in which two of them are compared: trimmed, NFC, lower case, and with the domain in Unicode,
 * so that {@code a@xn--bcher-kva.example} is {@code a@bücher.example}.
 *
 * <p>At most {@value #MAX_LENGTH} characters (RFC 5321, section 4.5.3.1.3, less the angle brackets), with a dot in the
 * domain and without quoted local parts, address literals or characters that nobody sees, which nobody has and which only
 * serve tricks.
 *
 * @param value the address; one that is read from a database may be there with its domain in another form, from before the
 *     forms were made one
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
        value = UCharacter.toLowerCase(Locale.ROOT, Text.clean(value));
        if (!isAddress(value)) {
            throw none();
        }
    }

    /**
     * The address in that text, whatever its case and the form of its domain. A text that is too long is not converted first:
     * the time that this takes grows with the square of the labels.
     *
     * @throws InvalidValueException when there is none
     */
    public static EmailAddress of(String text) {
        String clean = Text.clean(text);
        int domain = clean.lastIndexOf('@') + 1;
        if (clean.length() > MAX_LENGTH
                || clean.substring(0, domain).codePoints().anyMatch(EmailAddress::isUnseen)) {
            throw none();
        }
        return new EmailAddress(clean.substring(0, domain) + DomainName.unicode(clean.substring(domain)));
    }

    /** Two addresses that look the same must not be two. */
    private static boolean isUnseen(int codePoint) {
        return UCharacter.isUWhiteSpace(codePoint) || !VisibleCharacters.contain(codePoint);
    }

    private static InvalidValueException none() {
        return new InvalidValueException("is not an e-mail address");
    }

    /** For where mail goes: with the domain in ASCII, as the DNS knows it (RFC 5890, A-labels). */
    public String withAsciiDomain() {
        return withAsciiDomain(value);
    }

    private static String withAsciiDomain(String text) {
        int domain = text.lastIndexOf('@') + 1;
        return text.substring(0, domain) + DomainName.ascii(text.substring(domain));
    }

    /**
     * Without what follows a plus, which most servers put into the same mailbox (RFC 5233, section 1): to count what goes
     * there, and never to tell people by, since other servers keep them apart.
     */
    public String mailbox() {
        return value.replaceFirst("(?<=.)\\+.*(?=@)", "");
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
                && SYNTAX.validateValue(Syntax.class, "address", checkable(text))
                        .isEmpty();
    }

    /** The validator knows Unicode as it was in 2002. What has no form in ASCII may be stored from before that was asked for. */
    private static String checkable(String text) {
        try {
            return withAsciiDomain(text);
        } catch (InvalidValueException malformed) {
            return text;
        }
    }

    /** Carries the rule that Hibernate Validator keeps. */
    private record Syntax(@Email(message = "") String address) {}
}
