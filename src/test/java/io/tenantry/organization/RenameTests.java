package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code PUT /org/update}, by one caller at a time. */
@TenantryTest
class RenameTests {

    /** Design, "Rename by copy": the old namespace stays readable for 10 s. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Api api;
    private final Databases databases;

    RenameTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @Test
    void renamingToTheVerySameNameDoesNothing() {
        Api.Account account = api.organization("Settled");
        Map<String, Object> before = api.details(account, account.name());

        assertThat(Api.body(api.rename(account, account.name()).expectStatus().isOk()))
                .isEqualTo(before)
                .containsEntry("updated_at", null);
        assertThat(api.details(account, account.name())).isEqualTo(before);
    }

    /** "A rename within one key changes the display name and copies nothing." */
    @Test
    void anotherSpellingChangesWhatIsShownAndMovesNothing() {
        Api.Account account = api.organization("Acme Corp");
        Map<String, Object> before = api.details(account, account.name());
        String spelling = account.name().toUpperCase(Locale.ROOT).replace(' ', '-');

        Map<String, Object> after =
                Api.body(api.rename(account, spelling).expectStatus().isOk());

        assertThat(after)
                .containsEntry("organization_name", spelling)
                .containsEntry("database_name", before.get("database_name"))
                .containsEntry("collection_name", before.get("collection_name"))
                .containsEntry("created_at", before.get("created_at"))
                .containsEntry("status", "active");
        assertThat(after.get("updated_at")).isNotNull();
        assertThat(api.details(account, account.name())).isEqualTo(after);
    }

    @Test
    void anothersNameIsTakenAndNothingChanges() {
        Api.Account account = api.organization("Mover");
        Api.Account other = api.organization("Resident");
        Map<String, Object> before = api.details(account, account.name());
        List<String> traces = databases.traces(account.organizationId());

        Api.refused(api.rename(account, other.name().toLowerCase(Locale.ROOT)), ErrorCode.ORGANIZATION_NAME_TAKEN);

        assertThat(api.details(account, account.name())).isEqualTo(before);
        assertThat(databases.traces(account.organizationId())).isEqualTo(traces);
        assertThat(claimsNamedBy(account)).hasSize(3).noneMatch(claim -> claim.contains("resident"));
        assertThat(api.details(other, other.name())).containsEntry("organization_id", other.organizationId());
        api.createUser(account, Api.uniqueEmail(), "member").expectStatus().isCreated();
    }

    private List<String> claimsNamedBy(Api.Account account) {
        return databases
                .find(databases.master(), "organizations", Filters.eq("_id", new ObjectId(account.organizationId())))
                .get(0)
                .getList("claims", String.class);
    }

    /** "A namespace is used once, ever", by the same organization too. */
    /** A name can be spelled like a namespace with random digits, such as the one in which the organization lives. */
    @Test
    void aNameThatIsSpelledLikeItsOwnNamespaceTakesAnother() {
        Api.Account account = api.organization("Twin");
        String away = Api.uniqueName("Away");
        api.rename(account, away).expectStatus().isOk();
        api.rename(account, account.name()).expectStatus().isOk();
        String home = api.databaseOf(account, account.name());
        String spelled = home.substring("org_".length()).replace('_', ' ');
        Api.text(
                api.createUser(account, Api.uniqueEmail(), "member")
                        .expectStatus()
                        .isCreated(),
                "id");

        api.rename(account, spelled).expectStatus().isOk();

        assertThat(api.databaseOf(account, spelled)).isNotEqualTo(home);
        assertThat(Api.body(api.get("/user/list", account.token())
                                .expectStatus()
                                .isOk())
                        .get("items"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void thereAndBackWorksInANamespaceThatIsNew() {
        Api.Account account = api.organization("Wanderer");
        String home = api.databaseOf(account, account.name());
        String abroad = Api.uniqueName("Abroad");
        String colleague = Api.uniqueEmail();

        api.rename(account, abroad).expectStatus().isOk();
        api.createUser(account, colleague, "member").expectStatus().isCreated();
        Map<String, Object> back =
                Api.body(api.rename(account, account.name()).expectStatus().isOk());

        assertThat(String.valueOf(back.get("database_name"))).matches(home + "_[0-9a-f]{6}");
        assertThat(back).containsEntry("organization_id", account.organizationId());
        api.login(colleague, Api.PASSWORD, null).expectStatus().isOk();
        api.lookUp(abroad).expectStatus().isNotFound();
    }

    /** "Renames the organization … and moves its data": every document, index and option, and then the old place goes. */
    @Test
    void everythingIsInTheNewDatabaseAndTheOldOneDisappears() {
        Api.Account account = api.organization("Heavy Luggage");
        api.createUser(account, Api.uniqueEmail(), "organizer").expectStatus().isCreated();
        String old = api.databaseOf(account, account.name());
        pack(old);
        var before = databases.contents(old);
        String name = Api.uniqueName("Arrived");

        Map<String, Object> renamed =
                Api.body(api.rename(account, name).expectStatus().isOk());
        String next = String.valueOf(renamed.get("database_name"));

        assertThat(next).isNotEqualTo(old);
        assertThat(databases.contents(next)).isEqualTo(before);
        assertThat(before).hasSizeGreaterThanOrEqualTo(2 * 4);
        Api.refused(api.lookUp(account.name()), ErrorCode.NOT_FOUND);
        assertThat(Api.body(api.lookUp(name))).containsEntry("status", "active");
        api.create(account.name(), Api.uniqueEmail(), Api.PASSWORD)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.database_name")
                .value(String.class, database -> assertThat(database).isNotEqualTo(old));
        await().atMost(GRACE.plusSeconds(5))
                .pollInterval(100, TimeUnit.MILLISECONDS)
                .until(() -> databases.collections(old).isEmpty());
        assertThat(databases.contents(next)).isEqualTo(before);
    }

    /** What programs really put into databases, and what a copy by values instead of bytes would change. */
    private void pack(String database) {
        databases.insert(
                database,
                "odd",
                new Document("_id", new ObjectId())
                        .append("int", 1)
                        .append("long", 1L)
                        .append("double", 1.0),
                new Document("_id", 1).append("nan", Double.NaN).append("minus", -0.0),
                new Document("_id", "text").append("z", 1).append("a", 2).append("empty", new Document()),
                new Document("_id", new Document("b", 1).append("a", 2)).append("list", List.of(1, List.of(), "x")),
                new Document("_id", new BsonDateTime(0))
                        .append("null", null)
                        .append("binary", new Binary(new byte[] {0, 1})),
                new Document("_id", true).append("decimal", Decimal128.parse("1.10")),
                new Document("_id", new Binary((byte) 4, new byte[16]))
                        .append("min", new MinKey())
                        .append("max", new MaxKey()),
                new Document("_id", Long.MAX_VALUE).append("$dollar", 1).append("dot.ted", 2));
        databases.insert(database, "badges", new Document("code", "A").append("of", 1));
        Databases.all(databases
                .database(database)
                .getCollection("badges")
                .createIndex(
                        Indexes.compoundIndex(Indexes.ascending("code"), Indexes.descending("of")),
                        new IndexOptions().unique(true).name("one of a kind")));
        Databases.all(databases
                .database(database)
                .getCollection("badges")
                .createIndex(
                        Indexes.ascending("serial"),
                        new IndexOptions().unique(true).sparse(true)));
        Databases.all(databases.database(database).createCollection("empty"));
    }

    @Test
    void withCredentialsAsWithAToken() {
        Api.Account account = api.organization("Credentials");
        String name = Api.uniqueName("By Password");

        assertThat(Api.body(update(name, account.email().toUpperCase(Locale.ROOT), Api.PASSWORD)
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_name", name)
                .containsEntry("organization_id", account.organizationId())
                .containsEntry("admin_email", account.email());
        api.get("/me", account.token()).expectStatus().isOk();
        assertThat(api.login(account.email())).isNotEmpty();
    }

    @Test
    void whoMayNotRenameIsRefusedAndNothingChanges() {
        Api.Account account = api.organization("Guarded");
        Api.Person colleague = api.person(account, "member");
        String name = Api.uniqueName("Stolen");

        Api.refused(update(name, account.email(), "not the password"), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(update(name, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(update(name, colleague.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(
                api.send(HttpMethod.PUT, "/org/update", colleague.token(), Map.of("organization_name", name)),
                ErrorCode.FORBIDDEN);
        Api.refused(
                api.send(HttpMethod.PUT, "/org/update", null, Map.of("organization_name", name)),
                ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(
                api.send(HttpMethod.PUT, "/org/update", "no.such.token", Map.of("organization_name", name)),
                ErrorCode.INVALID_TOKEN);

        api.lookUp(name).expectStatus().isNotFound();
        assertThat(api.details(account, account.name())).containsEntry("updated_at", null);
    }

    /** Half of the credentials is a mistake, even beside a good token. */
    @Test
    void halfOfTheCredentialsIsRefused() {
        Api.Account account = api.organization("Halves");
        String name = Api.uniqueName("Whole");

        Api.refusedFor("password", update(name, account.email(), null));
        Api.refusedFor("email", update(name, null, Api.PASSWORD));
        Api.refusedFor(
                "password",
                api.send(
                        HttpMethod.PUT,
                        "/org/update",
                        account.token(),
                        Map.of("organization_name", name, "email", account.email())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "a\u200bb"})
    void aNameThatIsNoneIsRefused(String name) {
        Api.Account account = api.organization("Named");

        Api.refusedFor("organization_name", api.rename(account, name));
    }

    private WebTestClient.ResponseSpec update(String name, @Nullable String email, @Nullable String password) {
        return api.send(
                HttpMethod.PUT,
                "/org/update",
                null,
                Api.fields("organization_name", name, "email", email, "password", password));
    }
}
