package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Contract, {@code /invitations}: made, listed, revoked. What becomes of their tokens is in {@link AcceptanceTests}. */
@TenantryTest
class InvitationTests {

    private static final int ROUNDS = 20;

    private final Api api;
    private final Databases databases;
    private final People people;

    InvitationTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.people = new People(api);
    }

    @Test
    void madeListedRevoked() {
        Api.Account account = api.organization("Inviting");
        String email = Api.uniqueEmail();

        Map<String, Object> made = people.invited(account, " " + email.toUpperCase(Locale.ROOT), "organizer");

        assertThat(made)
                .containsEntry("email", email)
                .containsEntry("role", "organizer")
                .containsEntry("created_by", Api.text(api.get("/me", account.token()), "id"))
                .containsEntry("accepted_at", null)
                .containsEntry("mailed", false);
        assertThat(String.valueOf(made.get("token"))).matches("inv_" + account.organizationId() + "_[0-9A-Za-z]{32}");
        assertThat(Duration.between(time(made, "created_at"), time(made, "expires_at")))
                .isEqualTo(Duration.ofDays(7));
        Map<String, Object> listed = new TreeMap<>(made);
        List.of("token", "link", "mailed").forEach(listed::remove);
        assertThat(invitations(account)).singleElement().isEqualTo(listed);

        people.revoke(account, made.get("id")).expectStatus().isNoContent();
        assertThat(invitations(account)).isEmpty();
        Api.refused(people.revoke(account, made.get("id")), ErrorCode.NOT_FOUND);
    }

    private static Instant time(Map<String, Object> made, String field) {
        return Instant.parse(String.valueOf(made.get(field)));
    }

    private List<Map<String, Object>> invitations(Api.Account account) {
        return Api.items(api.get("/invitations", account.token()));
    }

    @Test
    void onlyAHashIsKept() {
        Api.Account account = api.organization("Hashed");
        String token = String.valueOf(
                people.invited(account, Api.uniqueEmail(), "member").get("token"));

        Document stored = stored(account).get(0);

        assertThat(stored.toJson()).doesNotContain(token.substring(token.lastIndexOf('_') + 1));
        assertThat(stored.getString("hash")).matches("[0-9a-f]{64}");
    }

    private List<Document> stored(Api.Account account) {
        return databases.find(
                databases.database(api.databaseOf(account, account.name())), "invitations", Filters.empty());
    }

    @Test
    void aListIsReadInPages() {
        Api.Account account = api.organization("Pages");
        List<Object> ids = IntStream.range(0, 5)
                .<Object>mapToObj(i -> Objects.requireNonNull(
                        people.invited(account, Api.uniqueEmail(), "member").get("id")))
                .toList();

        Map<String, Object> first = Api.body(api.get("/invitations?limit=3", account.token()));
        Map<String, Object> second =
                Api.body(api.get("/invitations?limit=3&cursor=" + first.get("next_cursor"), account.token()));

        assertThat(Stream.of(first, second)
                        .flatMap(page -> ((List<?>) Objects.requireNonNull(page.get("items"))).stream())
                        .<Object>map(item -> ((Map<?, ?>) item).get("id")))
                .isEqualTo(ids);
        assertThat(second).containsEntry("next_cursor", null);
        Stream.of("limit=0", "limit=x", "cursor=x", "cursor=bm9uZQ")
                .forEach(query -> Api.refusedFor(
                        query.substring(0, query.indexOf('=')), api.get("/invitations?" + query, account.token())));
    }

    @Test
    void badInputIsRefused() {
        Api.Account account = api.organization("Bad");
        String email = Api.uniqueEmail();
        Api.refusedFor("role", people.invite(account.token(), email, "nobody"));
        Api.refusedFor("role", people.invite(account.token(), email, ""));
        Api.refusedFor("role", people.invite(account.token(), email, "x".repeat(65)));
        Api.refusedFor("email", people.invite(account.token(), "nobody", "member"));
        Api.refusedFor("role", api.post("/invitations", account.token(), Map.of("email", email)));
        Api.refusedFor("email", api.post("/invitations", account.token(), Map.of("role", "member")));
        for (String smuggled : List.of("organization_id", "expires_at", "token", "id", "created_by", "full_name")) {
            Api.refusedFor(
                    smuggled,
                    api.post(
                            "/invitations",
                            account.token(),
                            Map.of("email", email, "role", "member", smuggled, "2030-01-01T00:00:00Z")));
        }
        assertThat(invitations(account)).isEmpty();
    }

    @Test
    void nobodyInvitesToMoreThanTheyMay() {
        Api.Account account = api.organization("Ranks");
        role(account, "inviter", "create:invitations", "create:events", "read:events");
        role(account, "greeter", "read:events");
        role(account, "owner", "*:*");
        String inviter = member(account, "inviter");

        people.invite(inviter, Api.uniqueEmail(), "greeter").expectStatus().isCreated();
        people.invite(inviter, Api.uniqueEmail(), "inviter").expectStatus().isCreated();
        for (String role : List.of("admin", "owner", "organizer", "member")) {
            Api.refused(people.invite(inviter, Api.uniqueEmail(), role), ErrorCode.FORBIDDEN);
        }
        for (String role : List.of("member", "organizer", "developer", "read_only")) {
            String token = member(account, role);
            Api.refused(people.invite(token, Api.uniqueEmail(), "greeter"), ErrorCode.FORBIDDEN);
        }
        Api.refused(people.invite(null, Api.uniqueEmail(), "greeter"), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/invitations", inviter), ErrorCode.FORBIDDEN);
        Api.refused(api.send(HttpMethod.DELETE, "/invitations/" + new ObjectId(), inviter, ""), ErrorCode.FORBIDDEN);
    }

    @Test
    void nobodyTakesAwayAnInvitationToMoreThanTheyMay() {
        Api.Account account = api.organization("Jealous");
        role(account, "clerk", "create:invitations", "delete:invitations", "read:events");
        role(account, "greeter", "read:events");
        String clerk = member(account, "clerk");
        Map<String, Object> mighty = people.invited(account, Api.uniqueEmail(), "admin");
        Map<String, Object> modest = people.invited(account, Api.uniqueEmail(), "greeter");

        Api.refused(revoke(clerk, mighty), ErrorCode.FORBIDDEN);
        Api.refused(people.invite(clerk, email(mighty), "greeter"), ErrorCode.FORBIDDEN);

        assertThat(refusals(account)).containsExactlyInAnyOrder("create_refused", "delete_refused");
        assertThat(invitations(account)).extracting("id").containsExactly(mighty.get("id"), modest.get("id"));
        people.accept(mighty).expectStatus().isCreated();
        people.invite(clerk, email(modest), "greeter").expectStatus().isCreated();
        Map<String, Object> second = invitations(account).get(1);
        revoke(clerk, second).expectStatus().isNoContent();
    }

    private List<String> refusals(Api.Account account) {
        return Api.items(api.get("/audit-log?resource_type=invitations", account.token())).stream()
                .map(entry -> String.valueOf(entry.get("action")))
                .filter(action -> action.endsWith("_refused"))
                .toList();
    }

    private WebTestClient.ResponseSpec revoke(String token, Map<String, Object> invitation) {
        return api.send(HttpMethod.DELETE, "/invitations/" + invitation.get("id"), token, "");
    }

    private static String email(Map<String, Object> invitation) {
        return String.valueOf(invitation.get("email"));
    }

    @Test
    void whatGrantsNothingAnyMoreIsInNobodysWay() {
        Api.Account account = api.organization("Lapsed");
        role(account, "clerk", "create:invitations", "delete:invitations", "read:events");
        role(account, "greeter", "read:events");
        role(account, "passing", "read:users");
        String clerk = member(account, "clerk");
        Map<String, Object> expired = people.invited(account, Api.uniqueEmail(), "admin");
        Map<String, Object> roleless = people.invited(account, Api.uniqueEmail(), "passing");
        expire(account, expired);
        api.send(HttpMethod.DELETE, "/roles/passing", account.token(), "")
                .expectStatus()
                .isNoContent();

        people.invite(clerk, email(expired), "greeter").expectStatus().isCreated();
        revoke(clerk, roleless).expectStatus().isNoContent();
    }

    private void expire(Api.Account account, Map<String, Object> invitation) {
        Databases.all(databases
                .database(api.databaseOf(account, account.name()))
                .getCollection("invitations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(String.valueOf(invitation.get("id")))),
                        Updates.set("expires_at", Date.from(Instant.now().minusSeconds(1)))));
    }

    /** Whichever comes first, the one to more is left. */
    @Test
    void anInvitationToLessNeverReplacesOneToMoreThatWasMadeAtTheSameTime() {
        Api.Account account = api.organization("Contested");
        role(account, "clerk", "create:invitations", "read:events");
        role(account, "greeter", "read:events");
        String clerk = member(account, "clerk");
        for (int i = 0; i < ROUNDS; i++) {
            String email = Api.uniqueEmail();
            List<Answer> answers =
                    Api.answers(List.of(inviting(clerk, email, "greeter"), inviting(account.token(), email, "admin")));

            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201
                            || answer.is(ErrorCode.FORBIDDEN)
                            || answer.is(ErrorCode.OPERATION_IN_PROGRESS));
            answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .map(answer -> answer.text("role"))
                    .filter("admin"::equals)
                    .forEach(made -> assertThat(openFor(account, email)).containsExactly(made));
        }
    }

    private Mono<Answer> inviting(String token, String email, String role) {
        return api.call(HttpMethod.POST, "/invitations", token, Map.of("email", email, "role", role));
    }

    private List<String> openFor(Api.Account account, String email) {
        return invitations(account).stream()
                .filter(invitation -> email.equals(invitation.get("email")))
                .map(invitation -> String.valueOf(invitation.get("role")))
                .toList();
    }

    private void role(Api.Account account, String name, String... permissions) {
        api.send(HttpMethod.PUT, "/roles/" + name, account.token(), Map.of("permissions", List.of(permissions)))
                .expectStatus()
                .isOk();
    }

    private String member(Api.Account account, String role) {
        return api.person(account, role).token();
    }

    @Test
    void whoIsThereAlreadyIsNotInvited() {
        Api.Account account = api.organization("There");
        Api.refused(people.invite(account.token(), account.email(), "member"), ErrorCode.EMAIL_TAKEN);
        // A user of another organization is a stranger in this one.
        people.invite(account.token(), api.organization("Elsewhere").email(), "member")
                .expectStatus()
                .isCreated();
    }

    @Test
    void anInvitationIsReplacedByTheNextOfTheSameAddress() {
        Api.Account account = api.organization("Again");
        String email = Api.uniqueEmail();
        Map<String, Object> older = people.invited(account, email, "admin");

        Map<String, Object> newer = people.invited(account, email, "member");

        assertThat(invitations(account)).extracting("id").containsExactly(newer.get("id"));
        Api.refused(people.accept(older), ErrorCode.INVITATION_INVALID);
        assertThat(Api.body(people.accept(newer).expectStatus().isCreated())).containsEntry("role", "member");
    }

    @Test
    void ofManyInvitationsOfOneAddressOneIsLeft() {
        Api.Account account = api.organization("Crowd");
        String email = Api.uniqueEmail();

        List<Answer> answers = Api.answers(Collections.nCopies(
                8,
                api.call(HttpMethod.POST, "/invitations", account.token(), Map.of("email", email, "role", "member"))));

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.is(ErrorCode.OPERATION_IN_PROGRESS));
        assertThat(invitations(account)).hasSize(1);
        String left = String.valueOf(invitations(account).get(0).get("id"));
        List<Answer> usable = answers.stream()
                .filter(answer -> answer.status() == 201)
                .filter(answer -> people.signUp(email, "invitation_token", answer.text("token"))
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful())
                .toList();
        assertThat(usable).singleElement().matches(answer -> answer.text("id").equals(left));
    }

    /** "answers that show a secret once replay without it". */
    @Test
    void theSecretIsNotShownAgain() {
        Api.Account account = api.organization("Once");
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("email", Api.uniqueEmail(), "role", "member");

        Map<String, Object> first =
                Api.body(withKey(account, key, body).expectStatus().isCreated());
        WebTestClient.ResponseSpec replay =
                withKey(account, key, body).expectStatus().isCreated();
        replay.expectHeader().valueEquals("Idempotent-Replayed", "true");
        Map<String, Object> second = Api.body(replay);

        assertThat(first.get("token")).isNotNull();
        assertThat(first.get("link")).isNotNull();
        Map<String, Object> without = new TreeMap<>(first);
        without.remove("token");
        without.remove("link");
        assertThat(second)
                .containsEntry("token", null)
                .containsEntry("link", null)
                .containsAllEntriesOf(without);
        assertThat(invitations(account)).hasSize(1);
    }

    private WebTestClient.ResponseSpec withKey(Api.Account account, String key, Object body) {
        return api.http()
                .post()
                .uri("/invitations")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.setBearerAuth(account.token()))
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    /** "404 absent or in another organization (the same body for both)". */
    @Test
    void anotherOrganizationsInvitationIsNotThere() {
        Api.Account ours = api.organization("Ours");
        Api.Account theirs = api.organization("Theirs");
        Map<String, Object> made = people.invited(ours, Api.uniqueEmail(), "member");

        assertThat(refusal(theirs, made.get("id")))
                .isEqualTo(refusal(theirs, new ObjectId()))
                .isEqualTo(refusal(theirs, "none"));
        assertThat(invitations(theirs)).isEmpty();
        people.accept(made).expectStatus().isCreated();
    }

    private Map<String, Object> refusal(Api.Account account, @Nullable Object id) {
        Map<String, Object> problem = new TreeMap<>(Api.refused(people.revoke(account, id), ErrorCode.NOT_FOUND));
        problem.remove("request_id");
        problem.remove("instance");
        return problem;
    }

    @Test
    void whatIsDoneIsInTheAuditLog() {
        Api.Account account = api.organization("Logged");
        String email = Api.uniqueEmail();
        Map<String, Object> first = people.invited(account, email, "member");
        Map<String, Object> second = people.invited(account, email, "member");
        Map<String, Object> third = people.invited(account, Api.uniqueEmail(), "member");
        people.accept(second).expectStatus().isCreated();
        people.revoke(account, third.get("id")).expectStatus().isNoContent();

        List<Map<String, Object>> entries = Api.items(api.get("/audit-log?resource_type=invitations", account.token()));

        assertThat(entries).extracting("action").containsExactly("delete", "accept", "create", "create", "create");
        assertThat(String.valueOf(entries.get(3).get("changes"))).contains("replaces", String.valueOf(first.get("id")));
        assertThat(entries.toString()).doesNotContain("inv_");
        assertThat(Api.body(api.get("/audit-log/verify", account.token()))).containsEntry("valid", true);
    }
}
