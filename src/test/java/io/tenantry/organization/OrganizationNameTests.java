package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.FieldProblem;
import io.tenantry.kernel.ProblemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, Conventions: "Strings: trimmed, Unicode NFC, control characters refused (400)", and "1..100 characters". */
class OrganizationNameTests {

    @ParameterizedTest
    @ValueSource(strings = {"Acme Corp", "  Acme Corp ", "\t\r\nAcme Corp\n", "\u00A0Acme Corp\u3000\u2003"})
    void whiteSpaceAroundANameIsTrimmed(String input) {
        assertThat(OrganizationName.of(input).display()).isEqualTo("Acme Corp");
    }

    @Test
    void whatIsShownKeepsCaseSpacesAndSymbols() {
        assertThat(OrganizationName.of("ACME -- Corp. ®").display()).isEqualTo("ACME -- Corp. ®");
    }

    @Test
    void whatIsShownIsInNfc() {
        assertThat(OrganizationName.of("Cafe\u0301").display()).isEqualTo("Café");
    }

    @Test
    void anEmojiIsShownAsItWasTyped() {
        assertThat(OrganizationName.of("❤\uFE0F Bakers").display()).isEqualTo("❤\uFE0F Bakers");
    }

    /** A character is a code point of the NFC form, however many bytes or chars it took to send it. */
    @ParameterizedTest
    @CsvSource({"a, 100", "é, 100", "e\u0301, 100", "어, 100", "\u110B\u1165, 100", "😀, 100", "\uD800\uDF48, 100"})
    void aHundredCharactersAreWelcome(String character, int times) {
        assertThat(OrganizationName.of(" " + character.repeat(times) + " ").display())
                .satisfies(display ->
                        assertThat(display.codePointCount(0, display.length())).isEqualTo(times));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "e\u0301", "😀", "\uD800\uDF48", "\u0958"})
    void aHundredAndOneCharactersAreNot(String character) {
        assertRefused(character.repeat(101), "must be 1 to 100 characters long.");
    }

    /** U+0958 becomes two code points in NFC: what is stored counts, not what was sent. */
    @Test
    void aNameThatGrowsOverTheLimitInNfcIsTooLong() {
        assertRefused("\u0958".repeat(51), "must be 1 to 100 characters long.");
    }

    /** U+1F82 has the longest canonical decomposition there is, four code points. */
    @Test
    void aNameThatShrinksToTheLimitInNfcIsWelcome() {
        assertThat(OrganizationName.of("\u03B1\u0313\u0300\u0345".repeat(100)).display())
                .isEqualTo("\u1F82".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u3000\u00A0"})
    void anEmptyNameIsRefused(String input) {
        assertRefused(input, "must be 1 to 100 characters long.");
    }

    @Test
    void aMebibyteOfLettersIsRefused() {
        assertRefused("e\u0301".repeat(1 << 19), "must be 1 to 100 characters long.");
    }

    /** NUL is not White_Space: it is refused at the ends too, and cannot cut a name short anywhere below. */
    @ParameterizedTest
    @ValueSource(strings = {"Acme\u0000", "\u0000Acme", "Ac\u0000me", "Ac\tme", "Ac\nme", "Ac\u007Fme", "Ac\u0085me"})
    void controlCharactersAreRefused(String input) {
        assertRefused(input, "control character U+00");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNamesTheFieldAndTellsWhatToDo(String input, String message) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> OrganizationName.of(input))
                .satisfies(e -> assertThat(e.fields()).containsExactly(new FieldProblem("organization_name", message)));
    }

    static Stream<String[]> refusals() {
        return Stream.of(
                new String[] {"", "must be 1 to 100 characters long."},
                new String[] {"-", "must contain something besides spaces, hyphens, underscores and dots."},
                new String[] {"Ac\u200Bme", "must not contain the invisible character U+200B. Leave that character out."
                });
    }

    private static void assertRefused(String input, String message) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> OrganizationName.of(input))
                .withMessageContaining(message)
                .matches(e -> e.code() == ErrorCode.VALIDATION_FAILED);
    }
}
