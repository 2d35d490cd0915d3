package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract, Organizations: "The namespace is org_ and that key's [a-z0-9_] form (never __ within); where this loses
 * anything (other scripts, symbols, length) _ and 10 hex digits of SHA-256 of the key follow, so two names never share a
 * namespace. … The whole is at most 63 bytes (38 …)".
 */
class NamespaceTests {

    private static final String DIGEST = "_[0-9a-f]{10}";

    @ParameterizedTest
    @CsvSource({
        "Acme Corp, org_acme_corp",
        "ACME-CORP, org_acme_corp",
        "straße, org_strasse",
        "4 you, org_4_you",
        "admin, org_admin",
        "local, org_local",
        "config, org_config",
        "org_acme, org_org_acme",
    })
    void aPlainKeyIsItsOwnNamespace(String name, String namespace) {
        assertThat(namespaceOf(name)).isEqualTo(namespace);
    }

    /** Digests by {@code printf '%s' <key> | sha256sum}. */
    @ParameterizedTest
    @CsvSource({
        "a + b, org_a_b_e8f8c9d0b2",
        "Café, org_caf_850f7dc439",
        "../x, org_x_b3d1db3186",
        "$x, org_x_53b5ba4064",
        "日本, org_cf2abf0c5b",
        "😀, org_f0443a342c",
    })
    void aKeyThatLosesSomethingIsToldApartByItsDigest(String name, String namespace) {
        assertThat(namespaceOf(name)).isEqualTo(namespace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a + b", "+ a +", "a _+_ b", "é", "+", "日 本", "x+", "x+_+_+y"})
    void wordsAreJoinedByOneUnderscore(String name) {
        assertThat(namespaceOf(name)).matches("org(_[a-z0-9]+)*" + DIGEST);
    }

    /** Else "foo 0123456789" could be given the namespace of a longer name that has this digest. */
    @ParameterizedTest
    @ValueSource(strings = {"foo 0123456789", "0123456789", "deadbeef00", "a b c d e f 0011223344"})
    void aPlainKeyThatEndsLikeADigestHasOneOfItsOwn(String name) {
        assertThat(namespaceOf(name)).matches("org_" + NameKey.of(name) + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo 012345678", "foo 01234567890", "foo 012345678g", "foo0123456789"})
    void aPlainKeyThatOnlyResemblesADigestHasNone(String name) {
        assertThat(namespaceOf(name)).isEqualTo("org_" + NameKey.of(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void aPlainKeyMayFillTheWholeLength(int maxBytes) {
        String name = "a".repeat(maxBytes - "org_".length());
        assertThat(namespaceOf(name, maxBytes)).isEqualTo("org_" + name).hasSize(maxBytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void aLongerOneIsHashedAndNeverCutIntoAnothers(int maxBytes) {
        String fits = "a".repeat(maxBytes - "org_".length());
        assertThat(namespaceOf(fits + "a", maxBytes))
                .hasSize(maxBytes)
                .matches("org_a+" + DIGEST)
                .isNotEqualTo(namespaceOf(fits, maxBytes))
                .isNotEqualTo(namespaceOf(fits + "b", maxBytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void theCutLeavesNoUnderscoreBehind(int maxBytes) {
        int room = maxBytes - "org__0123456789".length();
        String word = "a".repeat(room - 1);
        assertThat(namespaceOf(word + " " + "b".repeat(40), maxBytes)).matches("org_" + word + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "\uD800\uDF48", "𠮷"})
    void aHundredFourByteCharactersHaveANamespaceOfTheirOwn(String character) {
        String name = character.repeat(99);
        assertThat(namespaceOf(name + character, 38)).matches("org" + DIGEST).isNotEqualTo(namespaceOf(name, 38));
    }

    @Test
    void theNamespaceOfAKeyIsTheSameEachTime() {
        assertThat(namespaceOf("Zürich")).isEqualTo(namespaceOf("zu\u0308rich"));
    }

    /** Contract: "who takes a name whose namespace was used before gets it with _ and 6 random hex digits more". */
    @ParameterizedTest
    @CsvSource({
        "Acme Corp, org_acme_corp_[0-9a-f]{6}",
        "Café, org_caf_850f7dc439_[0-9a-f]{6}",
        "日本, org_cf2abf0c5b_[0-9a-f]{6}",
    })
    void aFreshNamespaceHasSixRandomDigitsMore(String name, String pattern) {
        assertThat(fresh(name, 63, 1)).matches(pattern);
        assertThat(fresh(name, 63, 1)).isNotEqualTo(fresh(name, 63, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void aFreshNamespaceShortensTheNameAndKeepsTheDigest(int maxBytes) {
        String fits = "a".repeat(maxBytes - "org_".length());
        assertThat(fresh(fits, maxBytes, 1)).hasSize(maxBytes).matches("org_a+" + DIGEST + "_[0-9a-f]{6}");
        assertThat(fresh(fits + "é", maxBytes, 1)).hasSize(maxBytes).matches("org_a+" + DIGEST + "_[0-9a-f]{6}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 64})
    void aLengthThatNoClusterHasIsAMistake(int maxBytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> namespaceOf("Acme", maxBytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "org",
                "org_",
                "org_a_",
                "org_a__b",
                "org_A",
                "admin",
                "xorg_a",
                "org_a.b",
                "org_a\n",
                "org_é"
            })
    void whatIsNoNamespaceIsNotTakenForOne(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Namespace(value));
    }

    private static String namespaceOf(String name) {
        return namespaceOf(name, Namespace.MAX_BYTES);
    }

    private static String namespaceOf(String name, int maxBytes) {
        return Namespace.of(NameKey.of(name), maxBytes).value();
    }

    private static String fresh(String name, int maxBytes, long seed) {
        return Namespace.fresh(NameKey.of(name), maxBytes, new Random(seed)).value();
    }
}
