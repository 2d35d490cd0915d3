package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /signup} "with organization_name: joins when its open_signup is on, else 403". */
@TenantryTest
class OpenSignUpTests {

    private static final int MANY = 50;

    private final Api api;
    private final Databases databases;
    private final People people;

    OpenSignUpTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.people = new People(api);
    }

    @Test
    void whoJoinsAnOpenOrganizationIsAMember() {
        Api.Account account = open("Open");
        String email = Api.uniqueEmail();

        Map<String, Object> user = Api.body(
                people.signUp(email, "organization_name", account.name().toUpperCase(Locale.ROOT), "full_name", "Ada")
                        .expectStatus()
                        .isCreated());

        assertThat(user)
                .containsEntry("email", email)
                .containsEntry("full_name", "Ada")
                .containsEntry("role", "member")
                .containsEntry("organization_id", account.organizationId());
        assertThat(Api.body(api.get("/me", api.signIn(email)))).containsEntry("id", user.get("id"));
        assertThat(Api.items(api.get("/audit-log?actor=" + user.get("id"), account.token())))
                .extracting("resource_type", "action", "resource_id")
                .containsExactly(tuple("users", "create", user.get("id")));
    }

    private Api.Account open(String stem) {
        Api.Account account = api.organization(stem);
        turn(account, true);
        return account;
    }

    private void turn(Api.Account account, boolean open) {
        api.send(HttpMethod.PATCH, "/org/settings", account.token(), Map.of("open_signup", open))
                .expectStatus()
                .isOk();
    }

    /** A stranger learns no more than {@code GET /org/get} tells. */
    @Test
    void whereNobodyCanJoinTheAnswerIsTheSameWhyeverThatIs() {
        Api.Account closed = open("Closed");
        people.signUp(Api.uniqueEmail(), "organization_name", closed.name())
                .expectStatus()
                .isCreated();
        turn(closed, false);
        Api.Account suspended = open("Suspended");
        api.turn(suspended, "suspend").expectStatus().isOk();
        Api.Account deleted = open("Deleted");
        api.delete(deleted.token(), deleted.name()).expectStatus().isNoContent();

        List<Map<String, Object>> bodies = Stream.of(
                        people.signUp(Api.uniqueEmail(), "organization_name", closed.name()),
                        people.signUp(closed.email(), "organization_name", closed.name()),
                        people.signUp(Api.uniqueEmail(), "organization_name", suspended.name()),
                        people.signUp(suspended.email(), "organization_name", suspended.name()),
                        people.signUp(Api.uniqueEmail(), "organization_name", deleted.name()),
                        people.signUp(Api.uniqueEmail(), "organization_name", Api.uniqueName("Never")))
                .map(response -> Api.refused(response, ErrorCode.SIGNUP_CLOSED))
                .<Map<String, Object>>map(TreeMap::new)
                .peek(body -> body.remove("request_id"))
                .toList();

        assertThat(bodies).containsOnly(bodies.get(0));
    }

    /** Anybody knows the address of somebody, only they have the link. */
    @Test
    void nobodyTakesTheAddressOfSomebodyWhoIsInvited() {
        Api.Account account = open("Invited");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "admin");
        String email = String.valueOf(invitation.get("email"));

        Api.refused(
                people.signUp(email.toUpperCase(Locale.ROOT), "organization_name", account.name()),
                ErrorCode.SIGNUP_CLOSED);

        assertThat(Api.body(people.accept(invitation).expectStatus().isCreated()))
                .containsEntry("role", "admin");
    }

    @Test
    void whoseInvitationIsOverSignsUpLikeOthers() {
        Api.Account account = open("Over");
        Map<String, Object> revoked = people.invited(account, Api.uniqueEmail(), "admin");
        people.revoke(account, revoked.get("id")).expectStatus().isNoContent();
        Map<String, Object> expired = people.invited(account, Api.uniqueEmail(), "admin");
        Databases.all(databases
                .database(api.databaseOf(account, account.name()))
                .getCollection("invitations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(String.valueOf(expired.get("id")))),
                        Updates.set("expires_at", Date.from(Instant.now().minusSeconds(1)))));

        for (Map<String, Object> invitation : List.of(revoked, expired)) {
            assertThat(Api.body(
                            people.signUp(String.valueOf(invitation.get("email")), "organization_name", account.name())
                                    .expectStatus()
                                    .isCreated()))
                    .containsEntry("role", "member");
        }
    }

    @Test
    void whoIsThereAlreadyIsTold() {
        Api.Account account = open("There");
        Api.refused(people.signUp(account.email(), "organization_name", account.name()), ErrorCode.EMAIL_TAKEN);
        String email = Api.uniqueEmail();
        api.createUser(account, email, "admin").expectStatus().isCreated();

        Api.refused(
                people.signUp(email.toUpperCase(Locale.ROOT), "organization_name", account.name()),
                ErrorCode.EMAIL_TAKEN);
        assertThat(Api.text(api.get("/me", api.signIn(email)), "role")).isEqualTo("admin");
    }

    @Test
    void ofManySignUpsOfOneAddressExactlyOneSucceeds() {
        Api.Account account = open("Crowd");
        String email = Api.uniqueEmail();

        List<Answer> answers =
                Api.answers(Collections.nCopies(MANY, people.signingUp(email, "organization_name", account.name())));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.EMAIL_TAKEN))
                .hasSize(MANY - 1);
        assertThat(Api.items(api.get("/user/list", account.token()))).hasSize(2);
        assertThat(databases.find(databases.master(), "logins", Filters.eq("email", email)))
                .singleElement()
                .matches(login -> "ACTIVE".equals(login.getString("state")));
        api.signIn(email);
    }

    @Test
    void anOpenOrganizationStaysSoUnderAnotherName() {
        Api.Account account = open("Before");
        String name = Api.uniqueName("After");
        api.rename(account, name).expectStatus().isOk();

        people.signUp(Api.uniqueEmail(), "organization_name", name)
                .expectStatus()
                .isCreated();
        Api.refused(people.signUp(Api.uniqueEmail(), "organization_name", account.name()), ErrorCode.SIGNUP_CLOSED);
    }

    @Test
    void whoSignsUpChoosesNoRole() {
        Api.Account account = open("Smuggled");
        for (String field : List.of("role", "organization_id", "permissions", "status")) {
            Api.refusedFor(
                    field, people.signUp(Api.uniqueEmail(), "organization_name", account.name(), field, "admin"));
        }
        Api.refusedFor("organization_name", people.signUp(Api.uniqueEmail(), "organization_name", "..."));
        Api.refusedFor("organization_name", people.signUp(Api.uniqueEmail(), "organization_name", "x".repeat(101)));
        assertThat(Api.items(api.get("/user/list", account.token()))).hasSize(1);
    }

    /** The process died between login and user. */
    @Test
    void aLoginWithoutAUserIsNoObstacleAfterAMinute() {
        Api.Account account = open("Halfway");
        String email = Api.uniqueEmail();
        Document founder = databases
                .find(databases.master(), "logins", Filters.eq("email", account.email()))
                .get(0);
        ObjectId dead = new ObjectId();
        Databases.all(databases
                .master()
                .getCollection("logins")
                .insertOne(new Document(founder)
                        .append("_id", dead)
                        .append("email", email)
                        .append("state", "PENDING")
                        .append("since", Date.from(Instant.now().minusSeconds(30)))));
        Api.refused(people.signUp(email, "organization_name", account.name()), ErrorCode.EMAIL_TAKEN);

        age(dead);
        people.signUp(email, "organization_name", account.name()).expectStatus().isCreated();

        api.signIn(email);
        assertThat(databases.find(databases.master(), "logins", Filters.eq("_id", dead)))
                .isEmpty();
    }

    /** The process died when the user was there and the login was not active yet. */
    @Test
    void whoWasMadeByASignUpThatBrokeOffSignsIn() {
        Api.Account account = open("Nearly");
        String email = Api.uniqueEmail();
        ObjectId user = new ObjectId(Api.text(
                people.signUp(email, "organization_name", account.name())
                        .expectStatus()
                        .isCreated(),
                "id"));
        age(user);

        Api.refused(people.signUp(email, "organization_name", account.name()), ErrorCode.EMAIL_TAKEN);

        api.signIn(email);
    }

    private void age(ObjectId login) {
        Databases.all(databases
                .master()
                .getCollection("logins")
                .updateOne(
                        Filters.eq("_id", login),
                        Updates.combine(
                                Updates.set("state", "PENDING"),
                                Updates.set("since", Date.from(Instant.now().minusSeconds(61))))));
    }

    /** The answer was lost, and the organization has closed since. */
    @Test
    void aRepeatedSignUpIsFinished() {
        Api.Account account = open("Lost");
        String key = UUID.randomUUID().toString();
        Map<String, Object> body =
                Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "organization_name", account.name());
        Map<String, Object> first = Api.body(withKey(key, body).expectStatus().isCreated());
        turn(account, false);
        Document unanswered = new Document("$unset", new Document("answer", ""))
                .append("$set", new Document("started_at", Date.from(Instant.EPOCH)));
        Databases.all(databases
                .master()
                .getCollection("idempotency_keys")
                .updateOne(Filters.eq("new_id", new ObjectId(String.valueOf(first.get("id")))), unanswered));

        Map<String, Object> second = Api.body(withKey(key, body).expectStatus().isCreated());

        assertThat(second).isEqualTo(first);
        assertThat(Api.items(api.get("/user/list", account.token()))).hasSize(2);
    }

    private WebTestClient.ResponseSpec withKey(String key, Object body) {
        return api.http()
                .post()
                .uri("/signup")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }
}
