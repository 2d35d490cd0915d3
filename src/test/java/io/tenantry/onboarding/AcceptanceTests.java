package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
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
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /signup}: "joins when the invitation is valid, else 403"; "single use, 7 days". */
@TenantryTest
class AcceptanceTests {

    private static final int MANY = 50;

    private final Api api;
    private final Databases databases;
    private final People people;

    AcceptanceTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.people = new People(api);
    }

    @Test
    void whoWasInvitedJoinsWithTheRoleOfTheInvitation() {
        Api.Account account = api.organization("Host");
        String email = Api.uniqueEmail();
        Object token = people.invited(account, email, "developer").get("token");

        Map<String, Object> user = Api.body(
                people.signUp(email.toUpperCase(Locale.ROOT), "invitation_token", token, "full_name", "Grace Hopper")
                        .expectStatus()
                        .isCreated());

        assertThat(user)
                .containsEntry("email", email)
                .containsEntry("full_name", "Grace Hopper")
                .containsEntry("role", "developer")
                .containsEntry("organization_id", account.organizationId());
        assertThat(Api.body(api.get("/me", api.signIn(email)))).containsEntry("id", user.get("id"));
        assertThat(invitation(account).get("accepted_at")).isNotNull();
    }

    private Map<String, Object> invitation(Api.Account account) {
        return Api.items(api.get("/invitations", account.token())).get(0);
    }

    @Test
    void whoJoinsIsTheActorOfTheirEntries() {
        Api.Account account = api.organization("Actors");
        Map<String, Object> user = Api.body(people.accept(people.invited(account, Api.uniqueEmail(), "admin"))
                .expectStatus()
                .isCreated());

        List<Map<String, Object>> entries = Api.items(api.get("/audit-log?actor=" + user.get("id"), account.token()));

        assertThat(entries)
                .extracting("resource_type", "action")
                .containsExactly(tuple("users", "create"), tuple("invitations", "accept"));
        assertThat(entries)
                .extracting("actor")
                .containsOnly(Map.of("type", "user", "id", user.get("id"), "email", user.get("email")));
        // An admin who joined counts as one: the founder may leave.
        String founder = Api.text(api.get("/me", account.token()), "id");
        api.send(HttpMethod.DELETE, "/user/" + founder, api.signIn(String.valueOf(user.get("email"))), "")
                .expectStatus()
                .isNoContent();
    }

    @Test
    void theOrganizationMayBeNamedToo() {
        Api.Account account = api.organization("Named");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");

        for (String other : List.of(api.organization("Other").name(), Api.uniqueName("Nowhere"))) {
            invalid(with(invitation, "organization_name", other));
        }
        with(invitation, "organization_name", account.name().toUpperCase(Locale.ROOT))
                .expectStatus()
                .isCreated();
    }

    private WebTestClient.ResponseSpec with(Map<String, Object> invitation, String field, Object value) {
        return people.signUp(
                String.valueOf(invitation.get("email")), "invitation_token", invitation.get("token"), field, value);
    }

    /** One code and one body. */
    @Test
    void whateverIsWrongWithAnInvitationTheAnswerIsTheSame() {
        Api.Account account = api.organization("Strict");
        Map<String, Object> good = people.invited(account, Api.uniqueEmail(), "member");
        Map<String, Object> used = people.invited(account, Api.uniqueEmail(), "member");
        people.accept(used).expectStatus().isCreated();
        Map<String, Object> revoked = people.invited(account, Api.uniqueEmail(), "member");
        people.revoke(account, revoked.get("id")).expectStatus().isNoContent();
        Map<String, Object> expired = people.invited(account, Api.uniqueEmail(), "member");
        change(
                account,
                expired,
                Updates.set("expires_at", Date.from(Instant.now().minusSeconds(1))));
        Api.Account other = api.organization("Other");
        String secret = String.valueOf(good.get("token"));
        String email = String.valueOf(good.get("email"));

        List<Map<String, Object>> bodies = Stream.of(
                        people.accept(used),
                        people.accept(revoked),
                        people.accept(expired),
                        people.signUp(Api.uniqueEmail(), "invitation_token", secret),
                        people.signUp(String.valueOf(used.get("email")), "invitation_token", secret),
                        people.signUp(email, "invitation_token", used.get("token")),
                        people.signUp(email, "invitation_token", ""),
                        people.signUp(email, "invitation_token", "inv_"),
                        people.signUp(email, "invitation_token", secret + "x"),
                        people.signUp(email, "invitation_token", " " + secret),
                        people.signUp(email, "invitation_token", secret.toUpperCase(Locale.ROOT)),
                        people.signUp(email, "invitation_token", "x".repeat(100_000)),
                        people.signUp(
                                email,
                                "invitation_token",
                                secret.replace(account.organizationId(), other.organizationId())),
                        people.signUp(
                                email,
                                "invitation_token",
                                secret.replace(account.organizationId(), new ObjectId().toHexString())))
                .map(AcceptanceTests::invalid)
                .toList();

        assertThat(bodies).containsOnly(bodies.get(0));
        people.accept(good).expectStatus().isCreated();
    }

    private static Map<String, Object> invalid(WebTestClient.ResponseSpec response) {
        Map<String, Object> body = new TreeMap<>(Api.refused(response, ErrorCode.INVITATION_INVALID));
        body.remove("request_id");
        return body;
    }

    @Test
    void anInvitationIsOfNoUseInASuspendedOrDeletedOrganization() {
        Api.Account account = api.organization("Ending");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        api.turn(account, "suspend").expectStatus().isOk();
        invalid(people.accept(invitation));
        api.turn(account, "resume").expectStatus().isOk();
        Map<String, Object> other = people.invited(account, Api.uniqueEmail(), "member");
        people.accept(other).expectStatus().isCreated();

        api.delete(account.token(), account.name()).expectStatus().isNoContent();
        invalid(people.accept(invitation));
    }

    @Test
    void anInvitationWhoseRoleIsGoneIsInvalid() {
        Api.Account account = api.organization("Roles");
        role(account, "read:events");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "greeter");

        api.send(HttpMethod.DELETE, "/roles/greeter", account.token(), "")
                .expectStatus()
                .isNoContent();

        invalid(people.accept(invitation));
    }

    @Test
    void anInvitationIsNotForALaterRoleOfTheSameName() {
        Api.Account account = api.organization("Namesakes");
        role(account, "read:events");
        Map<String, Object> changed = people.invited(account, Api.uniqueEmail(), "greeter");
        Map<String, Object> older = people.invited(account, Api.uniqueEmail(), "greeter");
        role(account, "read:events", "read:users");
        Object user =
                Api.body(people.accept(changed).expectStatus().isCreated()).get("id");
        remove(account, String.valueOf(user)).expectStatus().isNoContent();
        api.send(HttpMethod.DELETE, "/roles/greeter", account.token(), "")
                .expectStatus()
                .isNoContent();

        role(account, "*:*");

        invalid(people.accept(older));
        people.accept(people.invited(account, String.valueOf(older.get("email")), "greeter"))
                .expectStatus()
                .isCreated();
    }

    private void role(Api.Account account, String... permissions) {
        api.send(HttpMethod.PUT, "/roles/greeter", account.token(), Map.of("permissions", List.of(permissions)))
                .expectStatus()
                .isOk();
    }

    @Test
    void anInvitationOutlivesARename() {
        Api.Account account = api.organization("Before");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");

        api.rename(account, Api.uniqueName("After")).expectStatus().isOk();

        assertThat(Api.body(people.accept(invitation).expectStatus().isCreated()))
                .containsEntry("organization_id", account.organizationId());
        assertThat(invitation(account).get("accepted_at")).isNotNull();
        invalid(people.accept(invitation));
    }

    @Test
    void aUsedInvitationStays() {
        Api.Account account = api.organization("Used");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        Map<String, Object> user =
                Api.body(people.accept(invitation).expectStatus().isCreated());

        Api.refused(people.revoke(account, invitation.get("id")), ErrorCode.INVITATION_USED);

        api.send(HttpMethod.DELETE, "/user/" + user.get("id"), account.token(), "")
                .expectStatus()
                .isNoContent();
        invalid(people.accept(invitation));
        people.accept(people.invited(account, String.valueOf(invitation.get("email")), "member"))
                .expectStatus()
                .isCreated();
        assertThat(Api.items(api.get("/invitations", account.token()))).hasSize(2);
    }

    @Test
    void aRefusedSignUpLeavesTheInvitationUsable() {
        Api.Account account = api.organization("Refused");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        for (String password : List.of("", "1234567", "x".repeat(257))) {
            Api.refusedFor("password", with(invitation, "password", password));
        }
        Api.refusedFor("full_name", with(invitation, "full_name", "x".repeat(201)));
        Api.refusedFor("role", with(invitation, "role", "admin"));

        people.accept(invitation).expectStatus().isCreated();
    }

    @Test
    void whoWasRemovedDoesNotComeBackOnAnOlderInvitation() {
        Api.Account account = api.organization("Removed");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "admin");
        String email = String.valueOf(invitation.get("email"));
        String user =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        Api.refused(people.accept(invitation), ErrorCode.EMAIL_TAKEN);

        remove(account, user).expectStatus().isNoContent();

        invalid(people.accept(invitation));
        assertThat(Api.items(api.get("/invitations", account.token()))).isEmpty();
        assertThat(Api.items(api.get("/audit-log?action=delete", account.token())))
                .extracting("resource_type", "resource_id")
                .containsExactly(tuple("users", user), tuple("invitations", invitation.get("id")));
        people.accept(people.invited(account, email, "member")).expectStatus().isCreated();
    }

    private WebTestClient.ResponseSpec remove(Api.Account account, String user) {
        return api.send(HttpMethod.DELETE, "/user/" + user, account.token(), "");
    }

    /** As nobody revokes what grants more than they hold. */
    @Test
    void whoMightComeBackWithMoreIsRemovedByWhoHoldsThat() {
        Api.Account account = api.organization("Promised");
        role(account, "create:users", "delete:users");
        String keeper = Api.uniqueEmail();
        api.createUser(account, keeper, "greeter").expectStatus().isCreated();
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "admin");
        String email = String.valueOf(invitation.get("email"));
        String user = Api.text(
                api.createUser(account, email, "greeter").expectStatus().isCreated(), "id");

        Api.refused(api.send(HttpMethod.DELETE, "/user/" + user, api.signIn(keeper), ""), ErrorCode.FORBIDDEN);

        api.signIn(email);
        assertThat(invitation(account)).containsEntry("id", invitation.get("id"));
        people.revoke(account, invitation.get("id")).expectStatus().isNoContent();
        api.send(HttpMethod.DELETE, "/user/" + user, api.signIn(keeper), "")
                .expectStatus()
                .isNoContent();
    }

    /** Also while somebody else is joining on it. */
    @Test
    void anInvitationInUseGoesWithTheUser() {
        Api.Account account = api.organization("Raced");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "admin");
        String user = Api.text(
                api.createUser(account, String.valueOf(invitation.get("email")), "member")
                        .expectStatus()
                        .isCreated(),
                "id");
        use(account, invitation, new ObjectId(), 1);

        remove(account, user).expectStatus().isNoContent();

        invalid(people.accept(invitation));
    }

    @Test
    void aRefusedRemovalLeavesInvitationsAlone() {
        Api.Account account = api.organization("Kept");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        String user = Api.text(
                api.createUser(account, Api.uniqueEmail(), "member")
                        .expectStatus()
                        .isCreated(),
                "id");
        String founder = Api.text(api.get("/me", account.token()), "id");

        Api.refused(remove(account, founder), ErrorCode.LAST_ADMIN);
        remove(account, user).expectStatus().isNoContent();

        people.accept(invitation).expectStatus().isCreated();
    }

    @Test
    void ofManyUsesAtOnceExactlyOneMakesAUser() {
        Api.Account account = api.organization("Crowd");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");

        List<Answer> answers = Api.answers(Collections.nCopies(MANY, people.accepting(invitation)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allMatch(answer -> answer.is(ErrorCode.OPERATION_IN_PROGRESS)
                        || answer.is(ErrorCode.INVITATION_INVALID)
                        || answer.is(ErrorCode.EMAIL_TAKEN));
        assertThat(Api.items(api.get("/user/list", account.token()))).hasSize(2);
        api.signIn(String.valueOf(invitation.get("email")));
        invalid(people.accept(invitation));
    }

    /** Either of the two is first; never are both refused or both done. */
    @Test
    void anInvitationThatIsRevokedWhileItIsUsedIsOneOfBoth() {
        Api.Account account = api.organization("Either");
        for (int i = 0; i < 5; i++) {
            Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");

            List<Answer> answers = Api.answers(List.of(
                    people.accepting(invitation),
                    api.call(HttpMethod.DELETE, "/invitations/" + invitation.get("id"), account.token(), null)));

            assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
        }
    }

    /** The process died after it had entered its use, before it made a user. */
    @Test
    void aUseThatBrokeOffKeepsTheInvitationForAMinute() {
        Api.Account account = api.organization("Broken");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        use(account, invitation, new ObjectId(), 50);

        Answer waiting = Api.answers(List.of(people.accepting(invitation))).get(0);
        assertThat(waiting).matches(answer -> answer.is(ErrorCode.OPERATION_IN_PROGRESS));
        assertThat(waiting.headers().getFirst("Retry-After")).isEqualTo("60");
        Api.refused(people.revoke(account, invitation.get("id")), ErrorCode.OPERATION_IN_PROGRESS);
        Api.refused(
                people.invite(account.token(), String.valueOf(invitation.get("email")), "member"),
                ErrorCode.OPERATION_IN_PROGRESS);

        use(account, invitation, new ObjectId(), 61);
        people.accept(invitation).expectStatus().isCreated();
        assertThat(invitation(account).get("accepted_at")).isNotNull();
    }

    @Test
    void anInvitationWhoseUseBrokeOffCanBeRevokedAndReplaced() {
        Api.Account account = api.organization("Broken");
        Map<String, Object> one = people.invited(account, Api.uniqueEmail(), "member");
        Map<String, Object> other = people.invited(account, Api.uniqueEmail(), "member");
        use(account, one, new ObjectId(), 61);
        use(account, other, new ObjectId(), 61);

        people.revoke(account, one.get("id")).expectStatus().isNoContent();
        people.accept(people.invited(account, String.valueOf(other.get("email")), "member"))
                .expectStatus()
                .isCreated();
        invalid(people.accept(one));
        invalid(people.accept(other));
    }

    /** The process died between login and user. */
    @Test
    void aLoginWithoutAUserIsNoObstacleAfterAMinute() {
        Api.Account account = api.organization("Halfway");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        ObjectId user = new ObjectId();
        use(account, invitation, user, 61);
        Document login = pendingLogin(account, String.valueOf(invitation.get("email")), user, 30);
        Api.refused(people.accept(invitation), ErrorCode.EMAIL_TAKEN);

        Databases.all(logins().updateOne(Filters.eq("_id", user), since(61)));
        people.accept(invitation).expectStatus().isCreated();

        api.signIn(String.valueOf(login.get("email")));
        assertThat(databases.find(databases.master(), "logins", Filters.eq("_id", user)))
                .isEmpty();
    }

    /** The process died when the user was there and the login was not active yet. */
    @Test
    void whoWasMadeByAUseThatBrokeOffSignsInAndTheInvitationIsUsedUp() {
        Api.Account account = api.organization("Nearly");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        ObjectId user =
                new ObjectId(Api.text(people.accept(invitation).expectStatus().isCreated(), "id"));
        change(
                account,
                invitation,
                Updates.combine(Updates.unset("accepted_at"), Updates.set("open_for", invitation.get("email"))));
        use(account, invitation, user, 61);
        Databases.all(logins().updateOne(
                        Filters.eq("_id", user), Updates.combine(Updates.set("state", "PENDING"), since(61))));

        assertThat(acceptances(account, user)).isEqualTo(1);

        Api.refused(people.accept(invitation), ErrorCode.EMAIL_TAKEN);

        assertThat(invitation(account).get("accepted_at")).isNotNull();
        assertThat(acceptances(account, user)).isEqualTo(2);
        api.signIn(String.valueOf(invitation.get("email")));
        api.send(HttpMethod.DELETE, "/user/" + user, account.token(), "")
                .expectStatus()
                .isNoContent();
        invalid(people.accept(invitation));
    }

    /** How often the audit log says that somebody joined on an invitation. */
    private int acceptances(Api.Account account, ObjectId user) {
        return Api.items(api.get("/audit-log?action=accept&actor=" + user, account.token()))
                .size();
    }

    /** The process died before it made a user, and an admin makes one meanwhile. */
    @Test
    void aUseByNobodyDoesNotAcceptTheInvitation() {
        Api.Account account = api.organization("Overtaken");
        Map<String, Object> invitation = people.invited(account, Api.uniqueEmail(), "member");
        ObjectId nobody = new ObjectId();
        use(account, invitation, nobody, 61);
        api.createUser(account, String.valueOf(invitation.get("email")), "member")
                .expectStatus()
                .isCreated();

        Api.refused(people.accept(invitation), ErrorCode.EMAIL_TAKEN);

        assertThat(invitation(account)).containsEntry("accepted_at", null);
        assertThat(acceptances(account, nobody)).isZero();
        people.revoke(account, invitation.get("id")).expectStatus().isNoContent();
    }

    private MongoCollection<Document> logins() {
        return databases.master().getCollection("logins");
    }

    private Document pendingLogin(Api.Account account, String email, ObjectId user, int secondsAgo) {
        Document founder = databases
                .find(databases.master(), "logins", Filters.eq("email", account.email()))
                .get(0);
        Document login = new Document(founder)
                .append("_id", user)
                .append("email", email)
                .append("state", "PENDING")
                .append("since", secondsAgo(secondsAgo));
        Databases.all(logins().insertOne(login));
        return login;
    }

    private static Bson since(int secondsAgo) {
        return Updates.set("since", secondsAgo(secondsAgo));
    }

    private static Date secondsAgo(int seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }

    private void use(Api.Account account, Map<String, Object> invitation, ObjectId user, int secondsAgo) {
        change(
                account,
                invitation,
                Updates.set("use", new Document("user_id", user).append("at", secondsAgo(secondsAgo))));
    }

    private void change(Api.Account account, Map<String, Object> invitation, Bson update) {
        String database = api.databaseOf(account, account.name());
        assertThat(Databases.all(databases
                        .database(database)
                        .getCollection("invitations")
                        .updateOne(Filters.eq("_id", id(invitation.get("id"))), update)))
                .singleElement()
                .matches(result -> result.getMatchedCount() == 1);
    }

    private static ObjectId id(@Nullable Object text) {
        return new ObjectId(String.valueOf(Objects.requireNonNull(text)));
    }
}
