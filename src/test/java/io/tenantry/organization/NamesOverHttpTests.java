package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Contract, "Organizations, self-service": which names are the same name, which are none, and the namespace that each
 * gets.
 */
@TenantryTest
class NamesOverHttpTests {

    private final Api api;
    private final Databases databases;

    NamesOverHttpTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void anotherSpellingOfANameIsTaken(String how, String stem, UnaryOperator<String> spelling) {
        String name = Api.uniqueName(stem);
        String id = Api.text(create(name).expectStatus().isCreated(), "organization_id");

        Api.refused(create(spelling.apply(name)), ErrorCode.ORGANIZATION_NAME_TAKEN);
        assertThat(Api.text(api.lookUp(spelling.apply(name)).expectStatus().isOk(), "organization_id"))
                .isEqualTo(id);
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                spelling("the same", "Acme", name -> name),
                spelling("case", "Acme Corp", NamesOverHttpTests::upper),
                spelling("hyphens", "Acme Corp", name -> name.replace(' ', '-')),
                spelling("underscores", "Acme Corp", name -> name.replace(' ', '_')),
                spelling("many spaces", "Acme Corp", name -> "  " + name.replace(" ", " - _  ") + " "),
                spelling("composed accents", "Cafe\u0301 Übung", name -> nfc(name)),
                spelling("decomposed accents", "Caf\u00e9 Übung", name -> nfd(name)),
                spelling("sharp s", "Hauptstra\u00dfe", name -> upper(name.replace("\u00df", "ss"))),
                spelling("full width", "Acme", name -> name.replace("Acme", "\uff21\uff23\uff2d\uff25")),
                spelling(
                        "sigma",
                        "\u039f\u0394\u039f\u03a3",
                        name -> name.replace("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2")));
    }

    private static Arguments spelling(String how, String stem, UnaryOperator<String> spelling) {
        return Arguments.of(how, stem, spelling);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static String nfc(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static String nfd(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD);
    }

    /** Nothing but its letters tells these apart, and all of them are lost in a namespace of [a-z0-9_]. */
    @Test
    void namesInOtherScriptsAndEmojiNeverShareANamespace() {
        String suffix = Api.uniqueName("");
        Stream<String> names = Stream.of(
                "東京", "大阪", "Москва", "القاهرة", "תל אביב", "서울", "🚀", "🚀🚀", "❤", "é", "è", "ı", "i", "+", "++");

        assertThat(names.map(name -> create(name + suffix).expectStatus().isCreated())
                        .map(created -> Api.text(created, "database_name")))
                .doesNotHaveDuplicates()
                .allMatch(namespace -> namespace.matches("org(_[a-z0-9]+)+") && namespace.length() <= 63);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "-",
                " _.- ",
                "\u2026",
                "Ac\u200bme",
                "Ac\u200dme",
                "Acme\ufeff",
                "\u202eAcme",
                "Acme\u2066",
                "Ac\u00adme",
                "Acme\ue000",
                "Ac\u0000me",
                "Acme\u0007",
                "Ac\u007fme",
                "Ac\u0085me",
                "\u3164",
                "\u2800"
            })
    void aNameThatNobodyCanSeeOrTellApartIsRefused(String name) {
        Api.refusedFor("organization_name", create(name));
    }

    /** Half a surrogate pair is no character: no database could give it back as it was. */
    @Test
    void halfASurrogatePairIsRefused() {
        Api.refusedFor(
                "organization_name",
                api.post(
                        "/org/create",
                        null,
                        "{\"organization_name\":\"a\\ud83d\",\"email\":\"a@example.com\",\"password\":\"long enough\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "字", "🚀"})
    void aHundredCharactersAreWelcomeAndOneMoreIsNot(String character) {
        String suffix = Api.uniqueName("");
        String name = character.repeat(100 - suffix.length()) + suffix;

        Api.refusedFor("organization_name", create(character + name));
        assertThat(Api.body(create(name).expectStatus().isCreated()))
                .containsEntry("organization_name", name)
                .extractingByKey("database_name")
                .asString()
                .hasSizeLessThanOrEqualTo(63);
    }

    /** "The whole is at most 63 bytes"; what is longer ends in a digest of all of it. */
    @Test
    void aNamespaceOfExactly63BytesIsWholeAndLongerOnesAreToldApart() {
        String suffix = Api.uniqueName("").replace(' ', 'x');
        String fits = "n".repeat(59 - suffix.length()) + suffix;

        assertThat(namespaceOf(fits)).hasSize(63).isEqualTo("org_" + fits);
        assertThat(Stream.of(fits + "a", fits + "b", fits + "ab").map(this::namespaceOf))
                .doesNotHaveDuplicates()
                .allMatch(namespace -> namespace.matches("org_n+_?.*_[0-9a-f]{10}") && namespace.length() == 63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a + b", "a++b", "__a__b__", "a - b", "é é"})
    void aNamespaceNeverHasTwoUnderscoresInARow(String stem) {
        assertThat(Api.text(create(Api.uniqueName(stem)).expectStatus().isCreated(), "collection_name"))
                .startsWith("org_")
                .doesNotContain("__");
    }

    /** Names that are dangerous elsewhere: as a database, a path, an operator, a query. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "local",
                "config",
                "../x",
                "..\\x",
                "$x",
                "$where",
                "a.b",
                "system.users",
                "<b>x</b>",
                "x' OR '1'='1",
                "null",
                "{\"$ne\":null}",
                "%00",
                "CON",
                "tenantry"
            })
    void aDangerousNameIsJustAName(String name) {
        // Not unique, because the whole name is what is dangerous; an earlier run on a kept server has its own master.
        Map<String, Object> created = Api.body(create(name).expectStatus().isCreated());

        assertThat(created).containsEntry("organization_name", name);
        assertThat(String.valueOf(created.get("database_name"))).matches("org(_[a-z0-9]+)+");
        assertThat(Api.body(api.lookUp(name).expectStatus().isOk()))
                .containsEntry("organization_id", created.get("organization_id"));
        delete(created);
    }

    private void delete(Map<String, Object> created) {
        String token = api.login(String.valueOf(created.get("admin_email")));
        api.delete(token, String.valueOf(created.get("organization_name")))
                .expectStatus()
                .isNoContent();
        assertThat(databases.collections(String.valueOf(created.get("database_name"))))
                .isEmpty();
    }

    private String namespaceOf(String name) {
        return Api.text(create(name).expectStatus().isCreated(), "database_name");
    }

    private WebTestClient.ResponseSpec create(String name) {
        return api.create(name, Api.uniqueEmail(), Api.PASSWORD);
    }
}
