package io.tenantry.kernel;

import java.text.Normalizer;

/** The one form in which the service keeps what people write: trimmed, Unicode NFC, without control characters. */
public final class Text {

    private Text() {}

    /**
     * The text in that form. Strings in JSON bodies arrive in it already; query parameters and headers need it.
     *
     * @throws InvalidValueException when it has a control character (Unicode category Cc) or half of a surrogate pair,
     *     which no database could give back as it was
     */
    public static String clean(String text) {
        if (isPlainAscii(text)) {
            return text.strip();
        }
        requireNoControlCharacter(text);
        requireWellFormed(text);
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    /** Refuses what is not a sequence of Unicode characters: half of a surrogate pair (Unicode, D84). */
    static void requireWellFormed(String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new InvalidValueException("must be well-formed Unicode");
        }
    }

    private static void requireNoControlCharacter(String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException("must not contain control characters");
        }
    }

    /** Most texts are, and are in NFC then. */
    private static boolean isPlainAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
