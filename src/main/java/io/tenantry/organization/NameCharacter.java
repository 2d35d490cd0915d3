package io.tenantry.organization;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.UnicodeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which code points a name may consist of: every assigned one that a reader can see, in any script, and White_Space
 * other than control characters. The properties are those of the Unicode version of ICU4J, never of the JDK, so that two
 * instances of the service always agree.
 */
final class NameCharacter {

    /**
     * Variation selectors 15 and 16: they choose between the text and the emoji drawing of the character before them
     * (UTS #51, section 1.4.3). Keyboards insert the second without being asked.
     */
    private static final int TEXT_STYLE = 0xFE0E;

    private static final int EMOJI_STYLE = 0xFE0F;

    /**
     * All but the categories C (control, format, surrogate, private use, unassigned), what is ignored when text is drawn,
     * and three symbols that are drawn as nothing (Braille blank, object replacement, null notehead); the few format
     * characters that are drawn around the digits after them, such as U+0600, are back in.
     */
    private static final UnicodeSet WELCOME = new UnicodeSet("[[^[:C:][:Default_Ignorable_Code_Point:][:Bidi_Control:]"
                    + "\\u2800\\uFFFC\\U0001D159][:Prepended_Concatenation_Mark:]]")
            .freeze();

    private NameCharacter() {}

    /**
     * What kind of character is refused, as an adjective for people; null when it is welcome.
     *
     * <p>Default_Ignorable_Code_Point is wider than zero-width: it also has the variation selectors, tags, the soft
     * hyphen and the Hangul fillers, each of which makes a second name that looks like the first (UTS #39, section 3.1).
     * Unassigned code points are refused because their normalization and case folding may change with the next Unicode
     * version, and with them the keys that are already claimed (UAX #15, section 3).
     */
    static @Nullable String refusal(int c) {
        return WELCOME.contains(c) ? null : kind(c);
    }

    private static String kind(int c) {
        return switch (UCharacter.getType(c)) {
            case ECharacterCategory.CONTROL -> "control";
            case ECharacterCategory.PRIVATE_USE -> "private-use";
            case ECharacterCategory.SURROGATE, ECharacterCategory.UNASSIGNED -> "undefined";
            default -> "invisible";
        };
    }

    /** Whether {@code c} only says how to draw {@code before}, so that a name is the same name without it. */
    static boolean isEmojiStyle(int before, int c) {
        return (c == TEXT_STYLE || c == EMOJI_STYLE) && UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
    }

    static boolean isSpace(int c) {
        return UCharacter.isUWhiteSpace(c);
    }

    /** Whether it becomes {@code _} in a key. */
    static boolean isSeparator(int c) {
        return c == '-' || c == '_' || c == '.' || isSpace(c);
    }
}
