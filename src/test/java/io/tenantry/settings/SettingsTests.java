package io.tenantry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code GET/PATCH /org/settings}. What {@code require_totp} means: {@code RequiredSecondFactorTests}. */
@TenantryTest
class SettingsTests {

    private static final Map<String, Object> DEFAULTS =
            Map.of("open_signup", false, "require_totp", false, "time_zone", "UTC");

    private final Api api;
    private final Databases databases;
    private Api.Account ada = new Api.Account("", "", "", "");

    SettingsTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void anAdmin() {
        ada = api.organization("Settled");
    }

    private WebTestClient.ResponseSpec read() {
        return api.get("/org/settings", ada.token());
    }

    private WebTestClient.ResponseSpec change(Object change) {
        return change(change, null);
    }

    private WebTestClient.ResponseSpec change(Object change, @Nullable String expected) {
        return api.http()
                .patch()
                .uri("/org/settings")
                .headers(headers -> headers.setBearerAuth(ada.token()))
                .headers(headers -> {
                    if (expected != null) {
                        headers.set(HttpHeaders.IF_MATCH, expected);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(change)
                .exchange();
    }

    private static String tag(WebTestClient.ResponseSpec response) {
        return String.valueOf(response.expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }

    private String database() {
        return api.databaseOf(ada, ada.name());
    }

    @Test
    void everyOrganizationBeginsWithTheDefaultsWhichCostNothing() {
        assertThat(Api.body(read().expectStatus().isOk())).isEqualTo(DEFAULTS);
        assertThat(tag(read())).isEqualTo("\"0\"");

        assertThat(databases.collections(database())).doesNotContain("settings");
    }

    @Test
    void aChangeChangesWhatItNames() {
        assertThat(Api.body(change(Map.of("time_zone", "Europe/Berlin"))
                        .expectStatus()
                        .isOk()))
                .isEqualTo(Map.of("open_signup", false, "require_totp", false, "time_zone", "Europe/Berlin"));
        assertThat(tag(change(Api.fields("open_signup", true, "time_zone", null))))
                .isEqualTo("\"2\"");

        assertThat(Api.body(read()))
                .isEqualTo(Map.of("open_signup", true, "require_totp", false, "time_zone", "Europe/Berlin"));
        assertThat(databases.find(databases.database(database()), "settings", Filters.empty()))
                .hasSize(1);
    }

    @Test
    void whatChangesNothingKeepsTheVersion() {
        assertThat(tag(change(Map.of()))).isEqualTo("\"0\"");
        assertThat(tag(change(Map.of("open_signup", false)))).isEqualTo("\"0\"");
        assertThat(databases.collections(database())).doesNotContain("settings");

        assertThat(tag(change(Map.of("open_signup", true)))).isEqualTo("\"1\"");
        assertThat(tag(change(DEFAULTS))).isEqualTo("\"2\"");
        assertThat(tag(change(DEFAULTS))).isEqualTo("\"2\"");
        assertThat(entries()).hasSize(2);
    }

    @Test
    void aStaleChangeIsNotMade() {
        String first = tag(read());
        String second = tag(change(Map.of("open_signup", true), first));

        Api.refused(change(Map.of("open_signup", false), first), ErrorCode.PRECONDITION_FAILED);
        Api.refused(change(Map.of(), first), ErrorCode.PRECONDITION_FAILED);
        Api.refused(change(Map.of("open_signup", false), "W/" + second), ErrorCode.PRECONDITION_FAILED);

        assertThat(Api.body(read())).containsEntry("open_signup", true);
        assertThat(tag(change(Map.of("open_signup", false), second))).isEqualTo("\"2\"");
    }

    @Test
    void whoHasThemAlreadyGetsNoBody() {
        api.http()
                .get()
                .uri("/org/settings")
                .headers(headers -> headers.setBearerAuth(ada.token()))
                .header(HttpHeaders.IF_NONE_MATCH, tag(read()))
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "europe/berlin",
                "EUROPE/BERLIN",
                "Berlin",
                "CET+1",
                "+02:00",
                "UTC+2",
                "Z",
                "EST5",
                "SystemV/EST5",
                "Europe/Berlin/",
                "../etc/passwd",
                "Europe/Atlantis"
            })
    void whatIsNoTimeZoneIsRefused(String zone) {
        Api.refusedFor("time_zone", change(Map.of("time_zone", zone)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5", " Europe/Berlin "})
    void aTimeZoneIsOneOfTheIanaDatabase(String zone) {
        assertThat(Api.body(change(Map.of("time_zone", zone)).expectStatus().isOk()))
                .containsEntry("time_zone", zone.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "open_signup|\"true\"",
                "open_signup|1",
                "require_totp|\"\"",
                "require_totp|[]",
                "time_zone|2",
                "time_zone|{}",
                "version|3",
                "_id|\"settings\"",
                "organization_id|\"65f1c0ffee65f1c0ffee65f1\"",
                "colour|\"blue\""
            })
    void aBodyIsReadStrictly(String field, String value) {
        Api.refusedFor(field, change("{\"" + field + "\":" + value + "}"));
    }

    @Test
    void onlyWhoMayChangesThem() {
        String reader = api.person(ada, "read_only").token();
        String member = api.person(ada, "member").token();
        Map<String, Object> change = Map.of("open_signup", true);

        api.get("/org/settings", reader).expectStatus().isOk();
        Api.refused(api.send(HttpMethod.PATCH, "/org/settings", reader, change), ErrorCode.FORBIDDEN);
        Api.refused(api.get("/org/settings", member), ErrorCode.FORBIDDEN);
        Api.refused(api.send(HttpMethod.PATCH, "/org/settings", member, change), ErrorCode.FORBIDDEN);
        Api.refused(api.get("/org/settings", null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/org/settings", api.superuser()), ErrorCode.FORBIDDEN);
        assertThat(Api.body(read())).isEqualTo(DEFAULTS);
    }

    @Test
    void anotherOrganizationHasItsOwn() {
        Api.Account other = api.organization("Other");

        change(Map.of("open_signup", true, "time_zone", "Asia/Tokyo"))
                .expectStatus()
                .isOk();

        assertThat(Api.body(api.get("/org/settings", other.token()))).isEqualTo(DEFAULTS);
    }

    @Test
    void theLogTellsWhatChanged() {
        change(Map.of("open_signup", true, "time_zone", "Asia/Tokyo"))
                .expectStatus()
                .isOk();

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry)
                    .containsEntry("action", "update")
                    .containsEntry("resource_type", "organization")
                    .containsEntry("resource_id", ada.organizationId());
            assertThat(entry.get("changes"))
                    .isEqualTo(Map.of(
                            "open_signup", Map.of("old", false, "new", true),
                            "time_zone", Map.of("old", "UTC", "new", "Asia/Tokyo")));
        });
    }

    private List<Map<String, Object>> entries() {
        return Api.items(api.get("/audit-log?resource_type=organization&action=update", ada.token()));
    }

    @Test
    void aRenameTakesThemAlong() {
        change(Map.of("open_signup", true, "time_zone", "Asia/Tokyo"))
                .expectStatus()
                .isOk();
        String before = database();
        String name = Api.uniqueName("Moved");
        api.rename(ada, name).expectStatus().isOk();

        assertThat(api.databaseOf(ada, name)).isNotEqualTo(before);
        assertThat(Api.body(read()))
                .isEqualTo(Map.of("open_signup", true, "require_totp", false, "time_zone", "Asia/Tokyo"));
        assertThat(tag(change(Map.of("open_signup", false), "\"1\""))).isEqualTo("\"2\"");
    }

    /** Each is made on what another left, or is told that it was not. */
    @Test
    void ofManyChangesAtOnceNoneIsLost() {
        List<Answer> answers = Api.answers(IntStream.range(0, 50)
                .mapToObj(i -> api.call(
                        HttpMethod.PATCH,
                        "/org/settings",
                        ada.token(),
                        Map.of("time_zone", "Etc/GMT+" + i % 12, "open_signup", i % 2 == 0)))
                .toList());

        long made = answers.stream().filter(answer -> answer.status() == 200).count();
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> answer.is(ErrorCode.VERSION_CONFLICT));
        assertThat(made).isPositive();
        Document stored = databases
                .find(databases.database(database()), "settings", Filters.empty())
                .get(0);
        assertThat(stored.getLong("version")).isBetween(1L, made);
        assertThat(entries().size()).isEqualTo(stored.getLong("version").intValue());
        assertThat(Api.body(api.get("/audit-log/verify", ada.token()))).containsEntry("valid", true);
    }

    /** With {@code X-Organization}, and told in the organization's log. */
    @Test
    void aSuperuserMayEnter() {
        api.http()
                .patch()
                .uri("/org/settings")
                .headers(headers -> headers.setBearerAuth(api.superuser()))
                .header("X-Organization", ada.organizationId())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("open_signup", true))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(entries())
                .anySatisfy(entry -> assertThat(entry.get("actor"))
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("type", "superuser"));
    }
}
