package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /signup} "without organization_name: a new personal organization, caller its admin". */
@TenantryTest
class SignUpTests {

    private static final int MANY = 50;

    private final Api api;
    private final Databases databases;
    private final People people;

    SignUpTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.people = new People(api);
    }

    @Test
    void whoSignsUpIsTheAdminOfAnOrganizationOfTheirOwn() {
        String name = Api.uniqueName("Grace Hopper");
        String email = Api.uniqueEmail();

        Map<String, Object> user =
                Api.body(people.signUp(email, "full_name", name).expectStatus().isCreated());

        assertThat(user)
                .containsEntry("email", email)
                .containsEntry("full_name", name)
                .containsEntry("role", "admin")
                .containsEntry("status", "active")
                .containsEntry("totp_enabled", false)
                .containsEntry("last_login_at", null)
                .containsEntry("version", 1)
                .doesNotContainKeys("password", "password_hash");
        String token = api.login(email);
        assertThat(Api.text(api.get("/me", token), "full_name")).isEqualTo(name);
        assertThat(Api.body(api.lookUp(name).expectStatus().isOk()))
                .containsEntry("organization_id", user.get("organization_id"))
                .containsEntry("organization_name", name);
        assertThat(Api.items(api.get("/user/list", token))).hasSize(1);
    }

    /** The name is public, and the domain and first letter of the address are too. */
    @Test
    void anOrganizationWithoutANameToTakeTellsNothingOfTheAddress() {
        String email = Api.uniqueEmail();

        Object organization =
                Api.body(people.signUp(email).expectStatus().isCreated()).get("organization_id");

        assertThat(nameOf(organization)).matches("Personal [0-9a-f]{4,8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "\u200bX", "\ud83e\udd37\ud83c\udffb\u200d\u2640\ufe0f", "_"})
    void aPersonMayBeCalledWhatAnOrganizationMayNot(String fullName) {
        Map<String, Object> user = Api.body(people.signUp(Api.uniqueEmail(), "full_name", fullName)
                .expectStatus()
                .isCreated());

        assertThat(user).containsEntry("full_name", fullName);
        assertThat(nameOf(user.get("organization_id"))).startsWith("Personal ");
    }

    @Test
    void aLongNameIsCut() {
        String name = Api.uniqueName("X") + "y".repeat(150);

        Map<String, Object> user = Api.body(people.signUp(Api.uniqueEmail(), "full_name", name)
                .expectStatus()
                .isCreated());

        assertThat(user).containsEntry("full_name", name);
        assertThat(nameOf(user.get("organization_id"))).isEqualTo(name.substring(0, 91));
    }

    @Test
    void peopleOfOneNameGetDigitsBehindIt() {
        String name = Api.uniqueName("Alex Smith");

        List<Answer> answers = Api.answers(IntStream.range(0, 10)
                .mapToObj(i -> people.signingUp(Api.uniqueEmail(), "full_name", name))
                .toList());

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        List<String> names = answers.stream()
                .map(answer -> nameOf(answer.text("organization_id")))
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .contains(name)
                .allMatch(given -> given.equals(name) || given.matches(name + " [0-9a-f]{4,8}"));
    }

    private String nameOf(@Nullable Object organization) {
        return databases
                .find(
                        databases.master(),
                        "organizations",
                        Filters.eq("_id", new ObjectId(String.valueOf(organization))))
                .get(0)
                .getString("name");
    }

    @Test
    void anAddressFoundsOneOrganization() {
        String email = api.organization("Founded").email();
        Api.refused(people.signUp(email), ErrorCode.EMAIL_TAKEN);

        String other = Api.uniqueEmail();
        people.signUp(other).expectStatus().isCreated();
        Api.refused(people.signUp(other.toUpperCase(Locale.ROOT)), ErrorCode.EMAIL_TAKEN);
        Api.refused(api.create(Api.uniqueName("Founded"), other, Api.PASSWORD), ErrorCode.EMAIL_TAKEN);
    }

    @Test
    void ofManySignUpsOfOneAddressExactlyOneSucceedsAndTheOthersLeaveNothing() {
        String email = Api.uniqueEmail();
        String name = Api.uniqueName("Many");
        Map<String, Integer> before = databases.sizeOfMaster();

        List<Answer> answers = Api.answers(Collections.nCopies(MANY, people.signingUp(email, "full_name", name)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.EMAIL_TAKEN))
                .hasSize(MANY - 1);
        Map<String, Integer> after = new HashMap<>(before);
        after.merge("organizations", 1, Integer::sum);
        after.merge("admins", 1, Integer::sum);
        after.merge("logins", 1, Integer::sum);
        after.merge("claims", 3, Integer::sum);
        assertThat(databases.sizeOfMaster()).isEqualTo(after);
        api.login(email);
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        String key = UUID.randomUUID().toString();
        Map<String, @Nullable Object> body = People.body(Api.uniqueEmail(), "full_name", Api.uniqueName("Again"));

        Map<String, Object> first = Api.body(withKey(key, body).expectStatus().isCreated());
        WebTestClient.ResponseSpec second = withKey(key, body).expectStatus().isCreated();
        second.expectHeader().valueEquals("Idempotent-Replayed", "true");

        assertThat(Api.body(second)).isEqualTo(first);
    }

    /** The answer was lost, and the name was taken: the organization is found under the id that was written down last. */
    @Test
    void aRepeatedSignUpFindsTheOrganizationOfTheFirst() {
        String name = Api.uniqueName("Lost");
        people.signUp(Api.uniqueEmail(), "full_name", name).expectStatus().isCreated();
        String key = UUID.randomUUID().toString();
        Map<String, @Nullable Object> body = People.body(Api.uniqueEmail(), "full_name", name);
        Map<String, Object> first = Api.body(withKey(key, body).expectStatus().isCreated());

        forgetAnswer(String.valueOf(first.get("organization_id")));
        Map<String, Object> second = Api.body(withKey(key, body).expectStatus().isCreated());

        assertThat(second).isEqualTo(first);
    }

    private void forgetAnswer(String newId) {
        Document unanswered = new Document("$unset", new Document("answer", ""))
                .append("$set", new Document("started_at", Date.from(Instant.EPOCH)));
        assertThat(Databases.all(databases
                        .master()
                        .getCollection("idempotency_keys")
                        .updateOne(Filters.eq("new_id", new ObjectId(newId)), unanswered)))
                .singleElement()
                .matches(result -> result.getModifiedCount() == 1);
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

    @Test
    void badInputIsRefusedAndLeavesNothing() {
        Map<String, Integer> before = databases.sizeOfMaster();
        for (String smuggled : List.of("role", "organization_id", "_id", "id", "status", "version", "admin")) {
            Api.refusedFor(smuggled, people.signUp(Api.uniqueEmail(), smuggled, "admin"));
        }
        Api.refusedFor("email", people.signUp("nobody"));
        Api.refusedFor("email", api.post("/signup", null, Map.of("password", Api.PASSWORD)));
        Api.refusedFor("password", api.post("/signup", null, Map.of("email", Api.uniqueEmail())));
        for (String password : List.of("", "1234567", "x".repeat(257))) {
            Api.refusedFor(
                    "password", api.post("/signup", null, Map.of("email", Api.uniqueEmail(), "password", password)));
        }
        Api.refusedFor("full_name", people.signUp(Api.uniqueEmail(), "full_name", "x".repeat(201)));
        Api.refusedFor("full_name", people.signUp(Api.uniqueEmail(), "full_name", "a\u0007b"));
        Api.refusedFor("full_name", people.signUp(Api.uniqueEmail(), "full_name", 7));
        Api.refusedFor("organization_name", people.signUp(Api.uniqueEmail(), "organization_name", ""));
        api.post("/signup", null, List.of()).expectStatus().isBadRequest();
        assertThat(databases.sizeOfMaster()).isEqualTo(before);
    }

    @Test
    void aTokenMakesNoDifference() {
        people.signUp(Api.uniqueEmail()).expectStatus().isCreated();
        api.post("/signup", "no token", People.body(Api.uniqueEmail()))
                .expectStatus()
                .isCreated();
    }
}
