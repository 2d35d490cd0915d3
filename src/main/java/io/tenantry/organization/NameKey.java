package io.tenantry.organization;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import io.tenantry.kernel.ProblemException;
import java.util.Locale;

/**
 * What makes two organization names the same name: they are when their keys are equal. "Acme Corp", "ACME-CORP" and
 * "acme_corp" share {@code acme_corp}; "straße" and "STRASSE" share {@code strasse}.
 *
 * <p>The key is NFKC, full case folding, NFKC (the compatibility caseless match of the Unicode Standard, section 3.13,
 * D146; forms from UAX #15), then every run of White_Space, {@code -}, {@code _} and {@code .} as one {@code _}, trimmed
 * of {@code _}. Folding is the default one, not Turkic: "I" is "i", and "ı" is a letter of its own. Characters that only
 * look alike, such as Latin and Cyrillic "a", stay different.
 *
 * <p>A key is a fixed point: its own key is itself. No second round is needed for that, which a test shows for every
 * code point. It also stays what it is when Unicode grows, because unassigned code points are refused (Unicode Character
 * Encoding Stability Policies, "Normalization" and "Case Folding").
 *
 * @param value the key; not empty, without control, invisible, private-use and unassigned characters;
 *     at most 18 times as long as the name (NFKC of U+FDFA)
 */
record NameKey(String value) {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /**
     * The key of a name.
     *
     * @throws ProblemException 400 when nothing is left of the name, or a character of it cannot be part of a name
     */
    static NameKey of(String name) {
        String key = joined(folded(visible(name)));
        if (key.isEmpty()) {
            throw invalid("must contain something besides spaces, hyphens, underscores and dots.");
        }
        return new NameKey(key);
    }

    static ProblemException invalid(String message) {
        return ProblemException.invalid("organization_name", message);
    }

    /**
     * The name without emoji styles, so that "❤" and "❤️" are one name; everything else that cannot be seen is refused.
     * Looking before folding is enough: folding brings in nothing that is refused.
     */
    private static String visible(String name) {
        StringBuilder visible = new StringBuilder(name.length());
        int before = 0;
        for (int i = 0; i < name.length(); i += Character.charCount(before)) {
            int c = name.codePointAt(i);
            if (!NameCharacter.isEmojiStyle(before, c)) {
                visible.appendCodePoint(welcome(c));
            }
            before = c;
        }
        return visible.toString();
    }

    private static int welcome(int c) {
        String refusal = NameCharacter.refusal(c);
        if (refusal != null) {
            throw invalid(String.format(
                    Locale.ROOT, "must not contain the %s character U+%04X. Leave that character out.", refusal, c));
        }
        return c;
    }

    private static String folded(String name) {
        return NFKC.normalize(UCharacter.foldCase(NFKC.normalize(name), true));
    }

    /** Writes the {@code _} of a run only when something follows it, which trims both ends. */
    private static String joined(String folded) {
        StringBuilder key = new StringBuilder(folded.length());
        boolean apart = false;
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (NameCharacter.isSeparator(c)) {
                apart = !key.isEmpty();
            } else {
                (apart ? key.append('_') : key).appendCodePoint(c);
                apart = false;
            }
        }
        return key.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
