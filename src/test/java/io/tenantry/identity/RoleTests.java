package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Permissions;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

/** Contract, {@code /roles}: "nobody grants what they do not hold; 409 role_in_use, built-in ones stay". */
@TenantryTest
class RoleTests {

    private static final int ROUNDS = 50;

    private final Api api;
    private final Databases databases;
    private final TenantDirectory directory;
    private final Roles roles;

    RoleTests(Api api, Databases databases, TenantDirectory directory, Roles roles) {
        this.api = api;
        this.databases = databases;
        this.directory = directory;
        this.roles = roles;
    }

    private WebTestClient.ResponseSpec put(String token, String name, Object... permissions) {
        return api.send(HttpMethod.PUT, "/roles/" + name, token, Map.of("permissions", List.of(permissions)));
    }

    @Test
    void everyOrganizationHasTheBuiltInRoles() {
        Api.Account account = api.organization("Roles");
        put(account.token(), "greeter", "read:events").expectStatus().isOk();

        assertThat(names(Api.body(
                        api.get("/roles", account.token()).expectStatus().isOk())))
                .containsExactly("admin", "developer", "greeter", "member", "organizer", "read_only");
    }

    @Test
    void theListComesInPages() {
        Api.Account account = api.organization("Paged Roles");
        put(account.token(), "greeter", "read:events").expectStatus().isOk();

        Map<String, Object> first = Api.body(api.get("/roles?limit=4", account.token()));
        Map<String, Object> rest =
                Api.body(api.get("/roles?limit=4&cursor=" + first.get("next_cursor"), account.token()));

        assertThat(names(first)).containsExactly("admin", "developer", "greeter", "member");
        assertThat(names(rest)).containsExactly("organizer", "read_only");
        assertThat(rest).containsEntry("next_cursor", null);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> names(Map<String, Object> page) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(page.get("items")))
                .stream().map(role -> role.get("name")).toList();
    }

    /** "Everybody's next request notices when something was taken from them." */
    @Test
    void whoHasARoleMayWhatItGrantsNow() {
        Api.Account account = api.organization("Granted");
        assertThat(Api.body(put(account.token(), "clerk", "read:users")
                        .expectStatus()
                        .isOk()))
                .containsEntry("built_in", false)
                .containsEntry("permissions", List.of("read:users"));
        String clerk = api.person(account, "clerk").token();
        api.get("/user/list", clerk).expectStatus().isOk();
        Api.refused(api.get("/roles", clerk), ErrorCode.FORBIDDEN);

        put(account.token(), "clerk", "read:roles").expectStatus().isOk();

        Soon.untilAsserted(() -> {
            api.get("/roles", clerk).expectStatus().isOk();
            Api.refused(api.get("/user/list", clerk), ErrorCode.FORBIDDEN);
        });
    }

    @Test
    void aDemotionIsNoticed() {
        Api.Account account = api.organization("Demoted");
        Api.Person colleague = api.person(account, "admin");
        api.get("/roles", colleague.token()).expectStatus().isOk();

        api.send(HttpMethod.PATCH, "/user/" + colleague.id(), account.token(), Map.of("role", "member"))
                .expectStatus()
                .isOk();

        Soon.untilAsserted(() -> Api.refused(api.get("/roles", colleague.token()), ErrorCode.FORBIDDEN));
    }

    @Test
    void nobodyGrantsWhatTheyDoNotHold() {
        Api.Account account = api.organization("Modest");
        put(account.token(), "clerk", "*:roles", "*:users", "*:api_keys")
                .expectStatus()
                .isOk();
        put(account.token(), "strong", "delete:organization").expectStatus().isOk();
        String clerk = api.person(account, "clerk").token();
        String admin = Api.text(api.get("/me", account.token()), "id");

        Api.refused(put(clerk, "mine", "read:events"), ErrorCode.FORBIDDEN);
        Api.refused(put(clerk, "clerk", "*:*"), ErrorCode.FORBIDDEN);
        Api.refused(
                api.post(
                        "/user/create",
                        clerk,
                        Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "strong")),
                ErrorCode.FORBIDDEN);
        Api.refused(api.post("/api-keys", clerk, Map.of("name", "k", "role", "admin")), ErrorCode.FORBIDDEN);
        Api.refused(
                api.send(HttpMethod.PATCH, "/user/" + admin, clerk, Map.of("status", "deactivated")),
                ErrorCode.FORBIDDEN);
        Api.refused(api.send(HttpMethod.DELETE, "/user/" + admin, clerk, ""), ErrorCode.FORBIDDEN);

        put(clerk, "mine", "read:users").expectStatus().isOk();
    }

    @Test
    void nobodyTakesAwayWhatTheyDoNotHold() {
        Api.Account account = api.organization("Envious");
        put(account.token(), "clerk", "*:roles").expectStatus().isOk();
        put(account.token(), "strong", "delete:organization").expectStatus().isOk();
        String clerk = api.person(account, "clerk").token();

        Api.refused(put(clerk, "strong"), ErrorCode.FORBIDDEN);
        Api.refused(api.send(HttpMethod.DELETE, "/roles/strong", clerk, ""), ErrorCode.FORBIDDEN);

        put(account.token(), "strong").expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "organizer", "developer", "member", "read_only"})
    void builtInOnesStay(String role) {
        Api.Account account = api.organization("Fixed");

        Api.refused(put(account.token(), role, "read:events"), ErrorCode.ROLE_BUILT_IN);
        Api.refused(api.send(HttpMethod.DELETE, "/roles/" + role, account.token(), ""), ErrorCode.ROLE_BUILT_IN);
    }

    @Test
    void aRoleThatIsInUseStays() {
        Api.Account account = api.organization("Used");
        put(account.token(), "clerk", "read:users").expectStatus().isOk();
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "clerk").expectStatus().isCreated(), "id");
        String role = "/roles/clerk";

        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.ROLE_IN_USE);
        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("role", "member"))
                .expectStatus()
                .isOk();

        api.send(HttpMethod.DELETE, role, account.token(), "").expectStatus().isNoContent();
        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.NOT_FOUND);
        Api.refusedFor("role", api.createUser(account, Api.uniqueEmail(), "clerk"));
    }

    /** Neither a key that was revoked nor one whose time is over stands in the way. */
    @Test
    void aRoleIsInUseWhileAKeyWithItCanBeUsed() {
        Api.Account account = api.organization("Keys");
        put(account.token(), "clerk", "read:users").expectStatus().isOk();
        String role = "/roles/clerk";
        keyOf(account, Map.of("name", "Lasting", "role", "clerk"));
        keyOf(account, Map.of("name", "Passing", "role", "clerk", "expires_at", "2999-01-01T00:00:00Z"));
        String revoked = keyOf(account, Map.of("name", "Revoked", "role", "clerk"));
        api.send(HttpMethod.DELETE, "/api-keys/" + revoked, account.token(), "")
                .expectStatus()
                .isNoContent();

        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.ROLE_IN_USE);
        expire(account, "Lasting");
        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.ROLE_IN_USE);
        expire(account, "Passing");
        api.send(HttpMethod.DELETE, role, account.token(), "").expectStatus().isNoContent();
    }

    private String keyOf(Api.Account account, Map<String, Object> wanted) {
        return Api.text(
                api.post("/api-keys", account.token(), wanted).expectStatus().isCreated(), "id");
    }

    private void expire(Api.Account account, String name) {
        Databases.all(databases
                .database(api.databaseOf(account, account.name()))
                .getCollection("api_keys")
                .updateOne(Filters.eq("name", name), Updates.set("expires_at", Date.from(Instant.now()))));
    }

    /** Whoever is told that a role is theirs has one that is there, and one that was removed is nobody's. */
    @Test
    void aRoleIsEitherGivenOrRemoved() {
        Api.Account account = api.organization("Contested");
        String user = "/user/"
                + Api.text(
                        api.createUser(account, Api.uniqueEmail(), "member")
                                .expectStatus()
                                .isCreated(),
                        "id");
        Map<Integer, Long> outcomes = IntStream.range(0, ROUNDS)
                .map(round -> removedWhileGiven(account, user, "clerk-" + round))
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(outcomes.keySet()).isSubsetOf(204, 409);
        assertThat(roles(account))
                .allSatisfy(
                        role -> assertThat(role.get("holds", new Document())).isEmpty());
    }

    private int removedWhileGiven(Api.Account account, String user, String role) {
        put(account.token(), role, "read:users").expectStatus().isOk();

        List<Answer> answers = Api.answers(List.of(
                api.call(HttpMethod.PATCH, user, account.token(), Map.of("role", role)),
                api.call(HttpMethod.DELETE, "/roles/" + role, account.token(), null),
                api.call(HttpMethod.POST, "/api-keys", account.token(), Map.of("name", "Desk", "role", role))));

        int removal = answers.stream()
                .map(Answer::status)
                .filter(status -> status == 204 || status == 409)
                .findFirst()
                .orElseThrow();
        long given = answers.stream()
                .filter(answer -> answer.status() == 200 || answer.status() == 201)
                .count();
        assertThat(answers.stream().filter(answer -> answer.status() == 400).count())
                .isEqualTo(2 - given);
        assertThat(given > 0).isEqualTo(removal == 409);
        assertThat(api.get("/roles/" + role, account.token())
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isEqualTo(removal == 409 ? 200 : 404);
        return removal;
    }

    private List<Document> roles(Api.Account account) {
        return databases.find(databases.database(api.databaseOf(account, account.name())), "roles", Filters.empty());
    }

    @Test
    void aRoleThatSomebodyIsBeingGivenStaysForAMinuteAtMost() {
        Api.Account account = api.organization("Held");
        put(account.token(), "clerk", "read:users").expectStatus().isOk();
        String role = "/roles/clerk";

        hold(account, Instant.now().plus(Roles.HOLD));
        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.ROLE_IN_USE);
        put(account.token(), "clerk", "read:roles").expectStatus().isOk();
        Api.refused(api.send(HttpMethod.DELETE, role, account.token(), ""), ErrorCode.ROLE_IN_USE);

        hold(account, Instant.now());
        api.send(HttpMethod.DELETE, role, account.token(), "").expectStatus().isNoContent();
    }

    /** Else the role could be removed while the change goes on. */
    @Test
    void aRoleIsGivenThoughWhoGivesItHangsUp() {
        Api.Account account = api.organization("Hung Up");
        put(account.token(), "clerk", "read:users").expectStatus().isOk();
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean given = new AtomicBoolean();
        Sinks.Empty<Void> change = Sinks.empty();
        Disposable caller = directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .flatMap(tenant -> roles.giving(
                                "clerk",
                                Permissions.ALL,
                                change.asMono()
                                        .doOnSubscribe(started -> begun.set(true))
                                        .doOnSuccess(done -> given.set(true)))
                        .contextWrite(TenantContext.with(tenant)))
                .subscribe();
        await().untilTrue(begun);

        caller.dispose();

        Api.refused(api.send(HttpMethod.DELETE, "/roles/clerk", account.token(), ""), ErrorCode.ROLE_IN_USE);
        assertThat(given).isFalse();
        change.tryEmitEmpty();
        await().untilAsserted(() -> api.send(HttpMethod.DELETE, "/roles/clerk", account.token(), "")
                .expectStatus()
                .isNoContent());
        assertThat(given).isTrue();
    }

    /** As an instance does that dies before it has given it. */
    private void hold(Api.Account account, Instant until) {
        Databases.all(databases
                .database(api.databaseOf(account, account.name()))
                .getCollection("roles")
                .updateOne(Filters.eq("_id", "clerk"), Updates.set("holds.dead", Date.from(until))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "read:everything", "write:users", "read:", "*", "READ:users"})
    void whatIsNoPermissionIsRefused(String permission) {
        Api.refusedFor("permissions", put(api.organization("Odd").token(), "odd", permission));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admin", "1st", "a b", "ä", "_x"})
    void whatIsNoNameIsRefused(String name) {
        Api.Account account = api.organization("Misnamed");

        Api.refusedFor(
                "name",
                api.http()
                        .put()
                        .uri("/roles/{name}", name)
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .bodyValue(Map.of("permissions", List.of("read:events")))
                        .exchange());
    }

    @Test
    void anotherOrganizationsRoleIsNobodys() {
        Api.Account account = api.organization("Own");
        Api.Account other = api.organization("Foreign");
        put(other.token(), "secretary", "read:users").expectStatus().isOk();

        Api.refusedFor("role", api.createUser(account, Api.uniqueEmail(), "secretary"));
        Api.refused(api.send(HttpMethod.DELETE, "/roles/secretary", account.token(), ""), ErrorCode.NOT_FOUND);
    }
}
