package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Contract, "People and access, inside an organization": the routes of {@code /user}. */
@TenantryTest
class UserTests {

    private final Api api;
    private final Databases databases;
    private final TenantDirectory directory;
    private final UserService users;

    UserTests(Api api, Databases databases, TenantDirectory directory, UserService users) {
        this.api = api;
        this.databases = databases;
        this.directory = directory;
        this.users = users;
    }

    @Test
    void createdLookedUpChangedRemoved() {
        Api.Account account = api.organization("Staff");
        String email = Api.uniqueEmail();
        Map<String, Object> created = Api.body(api.post(
                        "/user/create",
                        account.token(),
                        Map.of(
                                "email",
                                " " + email.toUpperCase(Locale.ROOT) + " ",
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Grace Hopper",
                                "role",
                                "organizer"))
                .expectStatus()
                .isCreated());
        String path = "/user/" + created.get("id");

        assertThat(created)
                .containsEntry("email", email)
                .containsEntry("full_name", "Grace Hopper")
                .containsEntry("role", "organizer")
                .containsEntry("status", "active")
                .containsEntry("totp_enabled", false)
                .containsEntry("organization_id", account.organizationId())
                .containsEntry("last_login_at", null)
                .containsEntry("version", 1)
                .containsEntry("updated_at", null)
                .doesNotContainKeys("password", "password_hash");
        assertThat(Api.body(api.get(path, account.token()).expectStatus().isOk()))
                .isEqualTo(created);

        Map<String, Object> changed =
                Api.body(patch(account, path, Map.of("full_name", "Rear Admiral", "role", "developer"))
                        .expectStatus()
                        .isOk());
        assertThat(changed)
                .containsEntry("full_name", "Rear Admiral")
                .containsEntry("role", "developer")
                .containsEntry("version", 2)
                .containsEntry("created_at", created.get("created_at"));
        assertThat(changed.get("updated_at")).isNotNull();

        api.send(HttpMethod.DELETE, path, account.token(), "").expectStatus().isNoContent();
        Api.refused(api.get(path, account.token()), ErrorCode.NOT_FOUND);
        Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
        api.createUser(account, email, "member").expectStatus().isCreated();
    }

    /** "Lists": every user once, in pages. */
    @Test
    void aListIsReadInPages() {
        Api.Account account = api.organization("Pages");
        List<String> ids = new ArrayList<>(List.of(me(account)));
        IntStream.range(0, 4).forEach(i -> ids.add(api.person(account, "member").id()));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Map<String, Object> page = Api.body(api.get("/user/list?limit=2" + cursor, account.token())
                    .expectStatus()
                    .isOk());
            assertThat(items(page)).hasSizeLessThanOrEqualTo(2);
            items(page).forEach(user -> seen.add(String.valueOf(user.get("id"))));
            cursor = page.get("next_cursor") == null ? "" : "&cursor=" + page.get("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
        assertThat(items(Api.body(api.get("/user/list", account.token())))).hasSize(5);
    }

    @Test
    void aPageThatCannotBeIsRefused() {
        Api.Account account = api.organization("Pages");
        Stream.of(
                        "limit=0",
                        "limit=201",
                        "limit=-1",
                        "limit=x",
                        "limit=",
                        "limit=1.5",
                        "cursor=x",
                        "cursor=AAAA",
                        "cursor=",
                        "cursor=bm9uZQ",
                        "limit=99999999999")
                .forEach(query -> Api.refusedFor(
                        query.substring(0, query.indexOf('=')), api.get("/user/list?" + query, account.token())));
    }

    @Test
    void aRoleThatIsNotThereIsRefused() {
        Api.Account account = api.organization("Roles");
        String path = "/user/" + api.person(account, "member").id();

        for (String role : new String[] {"owner", "Admin", "superuser", "", "admin ,member", "*"}) {
            Api.refusedFor("role", api.createUser(account, Api.uniqueEmail(), role));
            Api.refusedFor("role", patch(account, path, Map.of("role", role)));
        }
        Api.refusedFor("role", patch(account, path, Api.fields("role", null)));
        Api.refusedFor("status", patch(account, path, Api.fields("status", null)));
        Api.refusedFor("status", patch(account, path, Map.of("status", "deleted")));
        Api.refusedFor("email", patch(account, path, Map.of("email", Api.uniqueEmail())));
        Api.refusedFor("password", patch(account, path, Map.of("password", "long enough")));
        assertThat(Api.body(api.get(path, account.token()))).containsEntry("version", 1);
    }

    /** 409 {@code email_taken}, by the index of each organization's own database, not only the first one's. */
    @Test
    void anAddressIsThereOnceInAnOrganizationAndAgainInAnother() {
        Api.Account one = api.organization("First");
        Api.Account other = api.organization("Second");
        String email = Api.uniqueEmail();

        for (Api.Account account : List.of(one, other)) {
            api.createUser(account, email, "member").expectStatus().isCreated();
            Api.refused(api.createUser(account, email.toUpperCase(Locale.ROOT), "admin"), ErrorCode.EMAIL_TAKEN);
            Api.refused(api.createUser(account, account.email(), "member"), ErrorCode.EMAIL_TAKEN);
            assertThat(databases.indexes(api.databaseOf(account, account.name()), "users").stream()
                            .filter(index -> index.getDocument("key").containsKey("email")))
                    .singleElement()
                    .satisfies(index ->
                            assertThat(index.getBoolean("unique").getValue()).isTrue());
            assertThat(items(Api.body(api.get("/user/list", account.token())))).hasSize(2);
        }
    }

    @Test
    void ofManyWhoCreateOneAddressExactlyOneSucceeds() {
        Api.Account account = api.organization("Crowd");
        String email = Api.uniqueEmail();
        Mono<Answer> create = api.call(
                HttpMethod.POST,
                "/user/create",
                account.token(),
                Map.of("email", email, "password", Api.PASSWORD, "role", "member"));

        List<Answer> answers = Api.answers(Collections.nCopies(10, create));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.EMAIL_TAKEN))
                .hasSize(9);
        assertThat(items(Api.body(api.get("/user/list", account.token())))).hasSize(2);
        api.login(email, Api.PASSWORD, null).expectStatus().isOk();
    }

    @Test
    void whoMayNotIsRefused() {
        Api.Account account = api.organization("Ranks");
        for (String role : new String[] {"member", "organizer", "developer", "read_only"}) {
            Api.Person person = api.person(account, role);
            String path = "/user/" + person.id();
            int reading = role.equals("member") ? 403 : 200;
            api.get("/user/list", person.token()).expectStatus().isEqualTo(reading);
            api.get(path, person.token()).expectStatus().isEqualTo(reading);
            Api.refused(api.send(HttpMethod.PATCH, path, person.token(), Map.of("role", "admin")), ErrorCode.FORBIDDEN);
            Api.refused(api.send(HttpMethod.DELETE, path, person.token(), ""), ErrorCode.FORBIDDEN);
            Api.refused(
                    api.post(
                            "/user/create",
                            person.token(),
                            Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "admin")),
                    ErrorCode.FORBIDDEN);
        }
        Api.refused(api.get("/user/list", null), ErrorCode.AUTHENTICATION_REQUIRED);
    }

    /** "404 absent or in another organization (the same body for both)". */
    @Test
    void anotherOrganizationsUserIsNotThere() {
        Api.Account account = api.organization("Ours");
        Api.Account stranger = api.organization("Theirs");
        String id = api.person(account, "member").id();
        String before = Api.text(api.get("/user/" + id, account.token()), "version");

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PATCH, HttpMethod.DELETE)) {
            assertThat(refusal(method, id, stranger))
                    .isEqualTo(refusal(method, new ObjectId().toHexString(), stranger))
                    .isEqualTo(refusal(method, "no-id", stranger));
        }
        assertThat(Api.text(api.get("/user/" + id, account.token()), "version")).isEqualTo(before);
        assertThat(items(Api.body(api.get("/user/list", stranger.token())))).hasSize(1);
    }

    private Map<String, Object> refusal(HttpMethod method, String id, Api.Account account) {
        Object body = method.equals(HttpMethod.PATCH) ? Map.of("role", "admin") : "";
        Map<String, Object> problem =
                new TreeMap<>(Api.refused(api.send(method, "/user/" + id, account.token(), body), ErrorCode.NOT_FOUND));
        problem.remove("request_id");
        problem.remove("instance");
        return problem;
    }

    @Test
    void aDeactivatedPersonIsShutOutUntilTheyAreActiveAgain() {
        Api.Account account = api.organization("Leave");
        Api.Person person = api.person(account, "admin");
        String path = "/user/" + person.id();

        patch(account, path, Map.of("status", "deactivated")).expectStatus().isOk();
        Api.refused(api.get("/me", person.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.get("/user/list", person.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.delete(person.token(), account.name()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.login(person.email(), Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.adminLogin(person.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);

        patch(account, path, Map.of("status", "active")).expectStatus().isOk();
        Api.refused(api.get("/me", person.token()), ErrorCode.INVALID_TOKEN);
        api.adminLogin(person.email(), Api.PASSWORD).expectStatus().isOk();
    }

    @Test
    void aRemovedPersonsTokenIsWorthless() {
        Api.Account account = api.organization("Farewell");
        Api.Person person = api.person(account, "admin");

        api.send(HttpMethod.DELETE, "/user/" + person.id(), account.token(), "")
                .expectStatus()
                .isNoContent();

        Api.refused(api.get("/me", person.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.get("/user/list", person.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(
                api.send(HttpMethod.PUT, "/org/update", person.token(), Map.of("organization_name", "Mine")),
                ErrorCode.INVALID_TOKEN);
        assertThat(databases.traces(account.organizationId())).noneMatch(trace -> trace.contains(person.id()));
    }

    /** "A member or superuser sees all": who is no member any more does not. */
    /** Else the login would stay for as long as nobody uses its address. */
    @Test
    void whoRemovesSomebodyAndHangsUpHasRemovedTheirLoginAndSessions() {
        Api.Account account = api.organization("Hung Up");
        String email = Api.uniqueEmail();
        UserId id = UserId.of(
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id"));
        api.login(email, Api.PASSWORD, null).expectStatus().isOk();

        removal(account, id).subscribe().dispose();

        await().untilAsserted(() -> Api.refused(api.get("/user/" + id, account.token()), ErrorCode.NOT_FOUND));
        await().untilAsserted(() -> assertThat(left("logins", "_id", id)).isEmpty());
        await().untilAsserted(
                        () -> assertThat(left("refresh_tokens", "user_id", id)).isEmpty());
    }

    private Mono<Void> removal(Api.Account account, UserId id) {
        Origin origin = new Origin(new Origin.Who(ActorType.USER, new ObjectId(), account.email()), null, "test");
        Actor actor =
                new Actor(ActorType.USER, UserId.create(), OrganizationId.of(account.organizationId()), "a session");
        Tenant tenant =
                directory.readCurrent(actor.organizationId()).blockOptional().orElseThrow();
        return users.delete(new Admitted(actor, Permissions.ALL, origin), id, ExpectedVersion.ANY)
                .contextWrite(origin.inContext())
                .contextWrite(TenantContext.with(tenant));
    }

    private List<Document> left(String collection, String field, UserId id) {
        return databases.find(databases.master(), collection, Filters.eq(field, id.value()));
    }

    @Test
    void aRemovedPersonSeesNoMoreOfTheOrganizationThanAStranger() {
        Api.Account account = api.organization("Discreet");
        Api.Person person = api.person(account, "member");
        String lookUp = "/org/get?organization_name=" + account.name();
        assertThat(Api.body(api.get(lookUp, person.token()))).containsEntry("admin_email", account.email());

        api.send(HttpMethod.DELETE, "/user/" + person.id(), account.token(), "")
                .expectStatus()
                .isNoContent();

        Api.refused(api.get(lookUp, person.token()), ErrorCode.INVALID_TOKEN);
    }

    /** What strangers see: {@code admin_email} masked, {@code database_name} and {@code tier} left out. */
    @Test
    void strangersSeeLessOfAnOrganizationThanMembers() {
        Api.Account account = api.organization("Discreet");
        Api.Account stranger = api.organization("Curious");
        String lookUp = "/org/get?organization_name=" + account.name();

        for (@Nullable String token : new @Nullable String[] {null, stranger.token()}) {
            assertThat(Api.body(api.get(lookUp, token).expectStatus().isOk()))
                    .doesNotContainKeys("database_name", "tier")
                    .containsEntry("admin_email", "s***@example.com");
        }
        assertThat(Api.body(api.get(lookUp, api.person(account, "read_only").token())))
                .containsKeys("database_name", "tier")
                .containsEntry("admin_email", account.email());
    }

    private String me(Api.Account account) {
        return Api.text(api.get("/me", account.token()), "id");
    }

    private WebTestClient.ResponseSpec patch(Api.Account account, String path, Map<String, Object> change) {
        return api.send(HttpMethod.PATCH, path, account.token(), change);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> page) {
        return (List<Map<String, Object>>) Objects.requireNonNull(page.get("items"));
    }
}
