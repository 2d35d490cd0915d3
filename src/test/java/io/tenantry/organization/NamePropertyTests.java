package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for names that nobody thought of: thousands of random ones, the same in every run. */
class NamePropertyTests {

    private static final int NAMES = 20_000;

    /** Pieces that meet each rule, and each character that MongoDB forbids. */
    private static final String[] PIECES =
            ("Acme,acme,ACME,a,Z,7,0123456789,deadbeef00,_,-,., ,  ,+,/,\\,$,\",*,<,>,:,|,?,..,"
                            + "é,e\u0301,ß,ẞ,ss,İ,ı,Σ,ς,ﬁ,Ａ,日本,한,\u1112\u1161\u11AB,ع,क्ष,😀,👍🏽,❤\uFE0F,❤,\uD800\uDF48,\u0323\u0307")
                    .split(",");

    /** MongoDB manual, "Naming Restrictions", the union of those for Windows and Unix. */
    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void everyNamespaceIsALegalDatabaseName(int maxBytes) {
        names(1).forEach(name -> {
            String namespace = Namespace.of(name.key(), maxBytes).value();
            assertThat(namespace)
                    .doesNotContainPattern("[/\\\\. \"$*<>:|?\u0000]")
                    .startsWith("org_");
            assertThat(namespace).isEqualTo(namespace.toLowerCase(Locale.ROOT)).doesNotContain("__");
            assertThat(namespace.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(maxBytes);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void namespacesAreEqualWhenAndOnlyWhenKeysAre(int maxBytes) {
        Map<Namespace, Set<NameKey>> keys = new HashMap<>();
        names(2).map(OrganizationName::key)
                .forEach(key -> keys.computeIfAbsent(Namespace.of(key, maxBytes), n -> new HashSet<>())
                        .add(key));
        assertThat(keys).hasSizeGreaterThan(NAMES / 2);
        assertThat(keys).allSatisfy((namespace, sharing) -> assertThat(sharing).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 63})
    void freshNamespacesAreLegalToo(int maxBytes) {
        Random random = new Random(3);
        names(3).forEach(name -> assertThat(
                        Namespace.fresh(name.key(), maxBytes, random).value())
                .hasSizeLessThanOrEqualTo(maxBytes)
                .matches("org(_[a-z0-9]+)+_[0-9a-f]{6}"));
    }

    @Test
    void aNameShownIsThatNameAgain() {
        names(4).forEach(name -> assertThat(OrganizationName.of(name.display())).isEqualTo(name));
    }

    @Test
    void aKeyIsItsOwnKey() {
        names(5).map(OrganizationName::key)
                .forEach(key -> assertThat(NameKey.of(key.value())).isEqualTo(key));
    }

    @Test
    void decomposingANameAndSpacingItDifferentlyKeepsItsKey() {
        names(6).forEach(name -> assertThat(NameKey.of(respelled(name.display())))
                .as(name.display())
                .isEqualTo(name.key()));
    }

    /** ASCII has no rules of its own in the code; this is what the rules for all scripts come down to there. */
    @RepeatedTest(20)
    void asciiNamesFollowTheSimpleRule(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 1_000; i++) {
            String name = "x"
                    + random.ints(random.nextInt(60), ' ', 0x7F)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            String expected =
                    name.toLowerCase(Locale.ROOT).replaceAll("[ ._-]+", "_").replaceAll("_$", "");
            assertThat(OrganizationName.of(name).key().value()).isEqualTo(expected);
        }
    }

    private static String respelled(String name) {
        String spaced = name.replace('_', ' ').replace('-', '\u3000').replace(".", " - ");
        return " " + Normalizer2.getNFDInstance().normalize(spaced) + "_";
    }

    private static Stream<OrganizationName> names(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, NAMES).mapToObj(i -> OrganizationName.of(random(random)));
    }

    /** One to six pieces, now and then many, in half of the cases after a letter and always before a number. */
    private static String random(Random random) {
        int pieces = 1 + random.nextInt(random.nextInt(10) == 0 ? 16 : 6);
        return random.ints(pieces, 0, PIECES.length)
                .mapToObj(i -> PIECES[i])
                .collect(Collectors.joining("", "x".repeat(random.nextInt(2)), "" + random.nextInt(1_000)));
    }
}
