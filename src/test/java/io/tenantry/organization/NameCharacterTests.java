package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import io.tenantry.kernel.ProblemException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract, Organizations: "A key that … contains zero-width, bidi-control or private-use characters, is 400"; and
 * Conventions: "control characters refused (400)".
 */
class NameCharacterTests {

    @ParameterizedTest
    @CsvSource({
        // zero-width
        "200B, invisible",
        "200C, invisible",
        "200D, invisible",
        "2060, invisible",
        "FEFF, invisible",
        // bidi controls
        "061C, invisible",
        "200E, invisible",
        "200F, invisible",
        "202A, invisible",
        "202E, invisible",
        "2066, invisible",
        "2069, invisible",
        // others that are ignored when text is drawn
        "00AD, invisible",
        "034F, invisible",
        "115F, invisible",
        "180B, invisible",
        "3164, invisible",
        "FFA0, invisible",
        "FE00, invisible",
        "FE0F, invisible", // after a letter
        "E0001, invisible",
        "E0067, invisible",
        "FFF9, invisible",
        "2800, invisible",
        // private use, in all three planes
        "E000, private-use",
        "F0000, private-use",
        "10FFFD, private-use",
        // not characters at all, or not yet
        "D800, undefined",
        "DC00, undefined",
        "FDD0, undefined",
        "FFFF, undefined",
        "10FFFF, undefined",
        "0378, undefined",
        "0000, control",
        "001B, control",
    })
    void whatCannotBeSeenIsRefusedWhereverItStands(String hex, String kind) {
        String character = Character.toString(Integer.parseInt(hex, 16));
        for (String name : new String[] {character, character + "Acme", "Ac" + character + "me", "Acme" + character}) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> NameKey.of(name))
                    .withMessageContaining("the %s character U+%s.", kind, hex);
        }
    }

    /** Zero-width by the contract, although it joins one picture; what is left without it is a name. */
    @Test
    void emojiJoinedByZeroWidthJoinersAreRefused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> NameKey.of("👩\u200D👩\u200D👧"))
                .withMessageContaining("U+200D");
        assertThat(NameKey.of("👩👩👧").value()).isEqualTo("👩👩👧");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uFE0F", "\uFE0F", "❤\uFE0F\uFE0F", "日\uFE00", "❤ \uFE0F"})
    void anEmojiStyleAnywhereElseIsRefused(String input) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> NameKey.of(input));
    }

    /** The three kinds that the contract names are refused whole, by Unicode's own properties. */
    @Test
    void everyBidiControlPrivateUseAndIgnorableCharacterIsRefused() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> UCharacter.hasBinaryProperty(c, UProperty.BIDI_CONTROL)
                        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                        || Character.getType(c) == Character.PRIVATE_USE)
                .forEach(c ->
                        assertThat(NameCharacter.refusal(c)).as("U+%04X", c).isNotNull());
    }
}
