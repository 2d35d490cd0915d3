package io.tenantry.organization;

import com.ibm.icu.text.Normalizer2;
import io.tenantry.kernel.ProblemException;

/**
 * The name of an organization, as people write it and as it is compared.
 *
 * @param display what is shown: trimmed of White_Space, in NFC, 1 to {@value #MAX_LENGTH} characters
 * @param key what decides whether the name is taken
 */
record OrganizationName(String display, NameKey key) {

    /**
     * In characters, which are Unicode code points of the NFC form: what JSON Schema's {@code maxLength} counts, and the
     * same whichever way the caller's keyboard composes accents.
     */
    static final int MAX_LENGTH = 100;

    /**
     * No code point has a canonical decomposition of more than four (Unicode Normalization FAQ, "maximum expansion
     * factor"), and each takes two chars at most: what is longer than this stays too long in NFC, and need not be normalized to know it.
     */
    private static final int MAX_CHARS = MAX_LENGTH * 4 * 2;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    /**
     * Reads a name that somebody typed.
     *
     * @throws ProblemException 400 for {@code organization_name} when it is empty or too long, contains characters that
     *     are refused, or has no key
     */
    static OrganizationName of(String input) {
        String trimmed = trimmed(input);
        if (trimmed.length() > MAX_CHARS) {
            throw wrongLength();
        }
        String display = NFC.normalize(trimmed);
        if (display.isEmpty() || length(display) > MAX_LENGTH) {
            throw wrongLength();
        }
        return new OrganizationName(display, NameKey.of(display));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** By White_Space, as in the key; {@link String#trim()} would also swallow NUL, which has to be refused. */
    private static String trimmed(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && NameCharacter.isSpace(input.charAt(start))) {
            start++;
        }
        while (start < end && NameCharacter.isSpace(input.charAt(end - 1))) {
            end--;
        }
        return input.substring(start, end);
    }

    private static ProblemException wrongLength() {
        return NameKey.invalid("must be 1 to " + MAX_LENGTH + " characters long.");
    }
}
