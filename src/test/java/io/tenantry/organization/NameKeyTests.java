package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenantry.kernel.ProblemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract, Organizations: "Names are the same name when their keys are equal: NFKC, full Unicode case folding, NFKC,
 * every run of White_Space, -, _ and . one _, trimmed of _", and "A key that is empty … is 400".
 */
class NameKeyTests {

    @ParameterizedTest(name = "{0} and {1} are {2}")
    @CsvSource({
        // the contract's own examples
        "Acme Corp, ACME-CORP, acme_corp",
        "Acme Corp, acme_corp, acme_corp",
        "straße, STRASSE, strasse",
        // runs and ends
        "'Acme . - _ Corp', Acme Corp, acme_corp",
        "__Acme--, .Acme, acme",
        "Acme\u00A0Corp, Acme\u3000Corp, acme_corp",
        "Acme\u2028Corp, Acme\u2003Corp, acme_corp",
        "Acme…Corp, Acme_Corp, acme_corp",
        // composition, and the order of marks that do not interact
        "Café, Cafe\u0301, café",
        "q\u0307\u0323, q\u0323\u0307, q\u0323\u0307",
        "각, \u1100\u1161\u11A8, 각",
        // full case folding
        "STRAẞE, strasse, strasse",
        "ΣΊΣΥΦΟΣ, σίσυφος, σίσυφοσ",
        "Σίσυφοσ, σίσυφος, σίσυφοσ",
        "\u1FB4, \u03AC\u03B9, \u03AC\u03B9",
        "ᏣᎳᎩ, ꮳꮃꭹ, ᏣᎳᎩ",
        // compatibility
        "ﬁlm, FILM, film",
        "Ａｃｍｅ　Ｃｏｒｐ, Acme Corp, acme_corp",
        "\u212Aelvin, kelvin, kelvin",
        "\u212Bngstrom, ångstrom, ångstrom",
        "Ⅷ, viii, viii",
        "ſun, Sun, sun",
        "ｶﾞ, ガ, ガ",
        // how an emoji is drawn is not what it is
        "❤, ❤\uFE0F, ❤",
        "❤\uFE0E, ❤\uFE0F, ❤",
        "Acme™\uFE0F, AcmeTM, acmetm",
        "1\uFE0F\u20E3, 1\u20E3, 1\u20E3",
    })
    void theseAreOneName(String one, String other, String key) {
        assertThat(NameKey.of(one).value()).isEqualTo(key);
        assertThat(NameKey.of(other).value()).isEqualTo(key);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "Acme, Acme 2",
        "Acme Corp, AcmeCorp",
        "Acme+Corp, Acme Corp",
        "Acme\u2013Corp, Acme-Corp", // an en dash is no hyphen
        "Café, Cafe",
        "İstanbul, Istanbul", // folding is not Turkic
        "ısparta, isparta",
        "аcme, acme", // Cyrillic and Latin: confusable (UTS #39), yet two names
        "日本, 日木",
        "😀, 😁",
        "👍, 👍🏽",
        "🇩🇪, 🇩🇰",
    })
    void theseAreTwoNames(String one, String other) {
        assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "_", ".", "...", "- _ .", "…", "＿", "－ ．"})
    void aNameThatFoldsToNothingIsRefused(String input) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> NameKey.of(input))
                .withMessageContaining("must contain something besides");
    }

    /** A key is its own key: what is stored can be looked up, and one pass of folding is enough. */
    @Test
    void theKeyOfAKeyIsItselfForEveryCodePoint() {
        assertThat(keysOfAllCodePoints().filter(key -> !key(key).equals(Optional.of(key))))
                .isEmpty();
    }

    /** What is looked at before folding need not be looked at again. */
    @Test
    void foldingBringsInNothingThatIsRefused() {
        assertThat(keysOfAllCodePoints()
                        .filter(key -> key.codePoints()
                                .mapToObj(NameCharacter::refusal)
                                .anyMatch(Objects::nonNull)))
                .isEmpty();
    }

    @Test
    void everyScriptIsWelcome() {
        assertThat(keysOfAllCodePoints().distinct()).hasSizeGreaterThan(3 * 160_000);
    }

    /** Alone, between letters, and before a mark that folds to a letter and one that composes with it. */
    private static Stream<String> keysOfAllCodePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> NameCharacter.refusal(c) == null)
                .mapToObj(Character::toString)
                .flatMap(c -> Stream.of(c, "x" + c + "Y", c + "\u0345\u0301"))
                .flatMap(name -> key(name).stream());
    }

    private static Optional<String> key(String name) {
        try {
            return Optional.of(NameKey.of(name).value());
        } catch (ProblemException refused) {
            return Optional.empty();
        }
    }
}
