package io.tenantry.kernel;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/**
 * The one form in which the service keeps what people write: trimmed, Unicode NFC, without control characters. It is the same
 * on every JDK, since ICU4J knows the characters.
 */
public final class Text {

    /** Unicode Standard Annex #15, section 13 (Stream-Safe Text Format): no language has as many. */
    private static final int MOST_MARKS = 30;

    private Text() {}

    /**
     * The text in that form. Strings in JSON bodies arrive in it already; query parameters and headers need it.
     *
     * @throws InvalidValueException when it has a control character (Unicode category Cc) or half of a surrogate pair,
     *     which no database could give back as it was, or more marks on one letter than {@value #MOST_MARKS}
     */
    public static String clean(String text) {
        if (isPlainAscii(text)) {
            return text.strip();
        }
        requireNoControlCharacter(text);
        requireWellFormed(text);
        requireFewMarks(text);
        return Normalizer2.getNFCInstance().normalize(text).strip();
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

    /** They are put in order, which takes as long as the square of their number. */
    private static void requireFewMarks(String text) {
        int marks = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            marks = isMark(text.codePointAt(at)) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                throw new InvalidValueException("must not have more than " + MOST_MARKS + " marks on one letter");
            }
        }
    }

    /** Whether it goes onto the character before it, as itself or as what it is made of (Unicode, D56 and D68). */
    private static boolean isMark(int codePoint) {
        return UCharacter.getIntPropertyValue(codePoint, UProperty.LEAD_CANONICAL_COMBINING_CLASS) != 0;
    }

    /** Most texts are, and are in NFC then. */
    private static boolean isPlainAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
