package io.tenantry.organization;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import io.tenantry.kernel.VisibleCharacters;
import org.jspecify.annotations.Nullable;

/** Which code points a name may consist of, {@link VisibleCharacters}, and what some of them are there for. */
final class NameCharacter {

    /**
     * Variation selectors 15 and 16: they choose between the text and the emoji drawing of the character before them
     * (UTS #51, section 1.4.3). Keyboards insert the second without being asked.
     */
    private static final int TEXT_STYLE = 0xFE0E;

    private static final int EMOJI_STYLE = 0xFE0F;

    private NameCharacter() {}

    /** What kind of character is refused, as an adjective for people; null when it is welcome. */
    static @Nullable String refusal(int c) {
        return VisibleCharacters.contain(c) ? null : kind(c);
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
