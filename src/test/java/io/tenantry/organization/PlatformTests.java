package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Platform (superusers)": {@code GET /organization}, {@code GET} and {@code PATCH /organization/{id}}. */
@TenantryTest
class PlatformTests {

    private final Api api;
    private final Databases databases;
    private String superuser = "";

    PlatformTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void signIn() {
        superuser = api.superuser();
    }

    @Test
    void onlySuperusersOperateTheService() {
        Api.Account account = api.organization("Outside");
        String path = "/organization/" + account.organizationId();

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PATCH)) {
            Api.refused(api.send(method, path, null, Map.of("tier", "pro")), ErrorCode.AUTHENTICATION_REQUIRED);
            Api.refused(api.send(method, path, account.token(), Map.of("tier", "pro")), ErrorCode.FORBIDDEN);
            // Who asks counts before what they ask for.
            Api.refused(api.send(method, path, account.token(), Map.of("level", "pro")), ErrorCode.FORBIDDEN);
        }
        for (String change : List.of("/suspend", "/resume")) {
            Api.refused(api.post(path + change, null, Map.of()), ErrorCode.AUTHENTICATION_REQUIRED);
            Api.refused(api.post(path + change, account.token(), Map.of()), ErrorCode.FORBIDDEN);
        }
        Api.refused(api.get("/organization", null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/organization", account.token()), ErrorCode.FORBIDDEN);
    }

    @Test
    void anOrganizationIsFoundByItsId() {
        Api.Account account = api.organization("By Id");

        assertThat(Api.body(api.get("/organization/" + account.organizationId(), superuser)
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", account.organizationId())
                .containsEntry("organization_name", account.name())
                .containsEntry("admin_email", account.email())
                .containsEntry("status", "active")
                .containsEntry("tier", "free")
                .containsKey("database_name");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Api.Account gone = api.organization("Gone");
        api.delete(gone.token(), gone.name()).expectStatus().isNoContent();

        for (String id : List.of(gone.organizationId(), new ObjectId().toHexString(), "acme", "$ne")) {
            String path = "/organization/" + id;
            Api.refused(api.get(path, superuser), ErrorCode.NOT_FOUND);
            Api.refused(api.post(path + "/suspend", superuser, Map.of()), ErrorCode.NOT_FOUND);
            Api.refused(api.post(path + "/resume", superuser, Map.of()), ErrorCode.NOT_FOUND);
            Api.refused(api.send(HttpMethod.PATCH, path, superuser, Map.of("tier", "pro")), ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        String stem = Api.uniqueName("Paged");
        List<String> made = Stream.of("One", "Two", "Three", "Four", "Five")
                .map(number -> make(stem + " " + number))
                .toList();

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Map<String, Object> page = list("limit", "2", "q", stem, "cursor", cursor == null ? "" : cursor);
            listed.addAll(ids(page));
            cursor = (String) page.get("next_cursor");
            pages++;
        } while (cursor != null);

        assertThat(listed).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void anySpellingOfAPrefixFindsIt() {
        String stem = Api.uniqueName("Groß Café");
        String id = make(stem + " & Söhne");

        for (String q : List.of(
                stem,
                stem.toUpperCase(Locale.ROOT),
                stem.replace(' ', '-'),
                stem.replace("ß", "SS"),
                stem + " ",
                stem + " & SÖ")) {
            assertThat(ids(list("q", q))).as(q).containsExactly(id);
        }
        assertThat(ids(list("q", stem + "x"))).isEmpty();
        assertThat(ids(list("q", stem.substring(1)))).isEmpty();
    }

    /** "No regex injection": what stands in {@code q} stands for itself. */
    @Test
    void charactersOfRegularExpressionsMeanThemselves() {
        String stem = Api.uniqueName("Regex");
        String brackets = make(stem + " (a|b)* [x]^$ + {2} \\E \\Q?");
        make(stem + " aaaa");

        for (String q :
                List.of(" (", " (a|b)*", " (a|b)* [x]^$", " (a|b)* [x]^$ + {2} \\", " (a|b)* [x]^$ + {2} \\E \\Q")) {
            assertThat(ids(list("q", stem + q))).as(q).containsExactly(brackets);
        }
        for (String q : List.of(" (a|b)+", " .*", " a*", " [a]", "|", "$", " \\E.*", " \\Ea")) {
            assertThat(ids(list("q", stem + q))).as(q).isEmpty();
        }
        assertThat(ids(list("q", "^" + stem))).isEmpty();
    }

    @Test
    void aListIsFilteredByStatusAndTier() {
        String stem = Api.uniqueName("Filtered");
        String plain = make(stem + " plain");
        String paying = make(stem + " paying");
        String suspended = make(stem + " suspended");
        api.send(HttpMethod.PATCH, "/organization/" + paying, superuser, Map.of("tier", "enterprise"))
                .expectStatus()
                .isOk();
        api.post("/organization/" + suspended + "/suspend", superuser, Map.of())
                .expectStatus()
                .isOk();

        assertThat(ids(list("q", stem))).containsExactly(plain, paying, suspended);
        assertThat(ids(list("q", stem, "status", "suspended"))).containsExactly(suspended);
        assertThat(ids(list("q", stem, "status", "active"))).containsExactly(plain, paying);
        assertThat(ids(list("q", stem, "tier", "enterprise"))).containsExactly(paying);
        assertThat(ids(list("q", stem, "tier", "enterprise", "status", "suspended")))
                .isEmpty();
        assertThat(ids(list("q", stem, "status", "deleted"))).isEmpty();
    }

    @Test
    void aListRefusesWhatItDoesNotUnderstand() {
        Api.refusedFor("status", request("status", "asleep"));
        Api.refusedFor("tier", request("tier", "gold"));
        Api.refusedFor("limit", request("limit", "0"));
        Api.refusedFor("limit", request("limit", "201"));
        Api.refusedFor("cursor", request("cursor", "bm90IGFuIGlk"));
        Api.refusedFor("q", request("q", "..."));
        Api.refusedFor("q", request("q", " "));
        Api.refusedFor("q", request("q", "x".repeat(101)));
        Api.refusedFor("q", request("q", "a\u200bb"));
    }

    /** Superusers see what nobody else does: an organization on its way in or out. */
    @ParameterizedTest
    @ValueSource(strings = {"PROVISIONING", "RENAMING", "DELETING"})
    void anOrganizationInBetweenIsListedAndLeftAlone(String status) {
        Api.Account account = api.organization("Between");
        String path = "/organization/" + account.organizationId();
        set(account, status);
        try {
            String word = status.toLowerCase(Locale.ROOT);
            assertThat(Api.body(api.get(path, superuser))).containsEntry("status", word);
            assertThat(ids(list("q", account.name(), "status", word))).containsExactly(account.organizationId());
            for (String change : List.of("/suspend", "/resume")) {
                Api.refused(api.post(path + change, superuser, Map.of()), ErrorCode.OPERATION_IN_PROGRESS);
            }
            Api.refused(
                    api.send(HttpMethod.PATCH, path, superuser, Map.of("tier", "pro")),
                    ErrorCode.OPERATION_IN_PROGRESS);
        } finally {
            set(account, "ACTIVE");
        }
    }

    private void set(Api.Account account, String status) {
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(account.organizationId())),
                        Updates.combine(
                                Updates.set("status", status),
                                Updates.inc("epoch", 1),
                                Updates.inc("version", 1),
                                Updates.currentDate("changed_at"))));
    }

    @Test
    void theTierIsChangedAndNothingElse() {
        Api.Account account = api.organization("Growing");
        String path = "/organization/" + account.organizationId();
        long epoch = epoch(account);

        assertThat(Api.body(api.send(HttpMethod.PATCH, path, superuser, Map.of("tier", "pro"))
                        .expectStatus()
                        .isOk()))
                .containsEntry("tier", "pro")
                .containsEntry("status", "active");

        assertThat(api.details(account, account.name())).containsEntry("tier", "pro");
        assertThat(epoch(account)).isEqualTo(epoch);
        Api.refusedFor("tier", api.send(HttpMethod.PATCH, path, superuser, Map.of("tier", "gold")));
        Api.refusedFor("tier", api.send(HttpMethod.PATCH, path, superuser, Map.of()));
        Api.refusedFor(
                "status", api.send(HttpMethod.PATCH, path, superuser, Map.of("tier", "pro", "status", "active")));
    }

    /** Suspending is a compare-and-set: however many at once, the epoch grows by one. */
    @Test
    void manySuspensionsAtOnceAreOne() {
        Api.Account account = api.organization("Often");
        long epoch = epoch(account);

        List<Answer> answers = Api.answers(Stream.generate(() -> api.call(
                        HttpMethod.POST, "/organization/" + account.organizationId() + "/suspend", superuser, null))
                .limit(6)
                .toList());

        assertThat(Answer.statuses(answers)).containsOnly(200);
        assertThat(answers).allMatch(answer -> answer.text("status").equals("suspended"));
        assertThat(epoch(account)).isEqualTo(epoch + 1);
    }

    private long epoch(Api.Account account) {
        Document organization = databases
                .find(databases.master(), "organizations", Filters.eq("_id", new ObjectId(account.organizationId())))
                .get(0);
        return organization.get("epoch", Number.class).longValue();
    }

    private String make(String name) {
        return Api.text(
                api.create(name, Api.uniqueEmail(), Api.PASSWORD).expectStatus().isCreated(), "organization_id");
    }

    private Map<String, Object> list(String... namesAndValues) {
        return Api.body(request(namesAndValues).expectStatus().isOk());
    }

    private WebTestClient.ResponseSpec request(String... namesAndValues) {
        return api.http()
                .get()
                .uri(uri -> {
                    uri.path("/organization");
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < namesAndValues.length; i += 2) {
                        if (!namesAndValues[i + 1].isEmpty()) {
                            uri.queryParam(namesAndValues[i], "{v" + i + "}");
                            values.add(namesAndValues[i + 1]);
                        }
                    }
                    return uri.build(values.toArray());
                })
                .headers(headers -> headers.setBearerAuth(superuser))
                .exchange();
    }

    private static List<String> ids(Map<String, Object> page) {
        return ((List<?>) Objects.requireNonNull(page.get("items")))
                .stream()
                        .map(item -> String.valueOf(((Map<?, ?>) item).get("organization_id")))
                        .toList();
    }
}
