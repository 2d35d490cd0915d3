package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Contract, "Idempotency", over HTTP. */
@TenantryTest
class IdempotencyTests {

    private final Api api;
    private final Databases databases;
    private final UsedKeyStore keys;
    private final AnswerVault vault;
    private final Clock clock;

    IdempotencyTests(Api api, Databases databases, UsedKeyStore keys, AnswerVault vault, Clock clock) {
        this.api = api;
        this.databases = databases;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        Api.Account account = api.organization("Again");
        String key = key();
        Map<String, Object> body = user();

        WebTestClient.ResponseSpec first = post("/user/create", account.token(), key, body);
        first.expectStatus().isCreated().expectHeader().doesNotExist(IdempotentRequests.REPLAYED);
        first.expectHeader().valueEquals(HttpHeaders.ETAG, "\"1\"");
        WebTestClient.ResponseSpec second = post("/user/create", account.token(), key, body);
        replayed(second).expectStatus().isCreated();
        second.expectHeader().valueEquals(HttpHeaders.ETAG, "\"1\"");
        second.expectHeader().contentType(MediaType.APPLICATION_JSON);

        assertThat(Api.body(second)).isEqualTo(Api.body(first));
        assertThat(people(account)).isEqualTo(2);
    }

    @Test
    void withoutAKeyEveryRequestIsItsOwn() {
        Api.Account account = api.organization("Own");
        Map<String, Object> body = user();
        post("/user/create", account.token(), null, body).expectStatus().isCreated();
        Api.refused(post("/user/create", account.token(), null, body), ErrorCode.EMAIL_TAKEN);
    }

    @Test
    void aKeyIsForOneBody() {
        Api.Account account = api.organization("Body");
        String key = key();
        post("/user/create", account.token(), key, user()).expectStatus().isCreated();

        Api.refused(post("/user/create", account.token(), key, user()), ErrorCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(people(account)).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        Api.Account account = api.organization("None");
        List.of("a b", "x".repeat(256), "")
                .forEach(key -> Api.refusedFor("Idempotency-Key", post("/user/create", account.token(), key, user())));
        assertThat(people(account)).isEqualTo(1);
    }

    @Test
    void ofParallelRequestsOneRuns() {
        Api.Account account = api.organization("Parallel");
        String key = key();
        Map<String, Object> body = user();
        WebClient http = WebClient.create(api.url());
        List<Mono<Answer>> requests = IntStream.range(0, 10)
                .mapToObj(i -> http.post()
                        .uri("/user/create")
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .header(IdempotencyKey.HEADER, key)
                        .bodyValue(body)
                        .exchangeToMono(Answer::of))
                .toList();

        List<Answer> answers = Api.answers(requests);

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || answer.is(ErrorCode.IDEMPOTENCY_IN_PROGRESS))
                .anyMatch(answer -> answer.status() == 201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allMatch(answer -> "1".equals(answer.headers().getFirst(HttpHeaders.RETRY_AFTER)));
        Set<String> made = new HashSet<>();
        answers.stream().filter(answer -> answer.status() == 201).forEach(answer -> made.add(answer.text("id")));
        assertThat(made).hasSize(1);
        assertThat(people(account)).isEqualTo(2);
    }

    /** A key is its caller's: somebody else's request runs by itself. */
    @Test
    void aColleagueGetsNoAnswerThatIsNotTheirs() {
        Api.Account account = api.organization("Colleagues");
        String email = Api.uniqueEmail();
        api.createUser(account, email, "admin").expectStatus().isCreated();
        Api.Account elsewhere = api.organization("Elsewhere");
        String key = key();
        Map<String, Object> body = user();
        post("/user/create", account.token(), key, body).expectStatus().isCreated();

        Api.refused(post("/user/create", api.login(email), key, body), ErrorCode.EMAIL_TAKEN);
        post("/user/create", elsewhere.token(), key, body)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .doesNotExist(IdempotentRequests.REPLAYED);
    }

    @Test
    void aKeyBelongsToOneRoute() {
        String key = key();
        String root = api.superuser();
        String email = Api.uniqueEmail();
        post("/auth/register", root, key, Map.of("email", email, "password", Api.PASSWORD))
                .expectStatus()
                .isCreated();
        post("/organization/create", root, key, founding(Api.uniqueName("Route"), email))
                .expectStatus()
                .isAccepted();
    }

    @Test
    void aDecisionIsFinalAndWhatWasNotBegunIsNot() {
        Api.Account account = api.organization("Final");
        Map<String, Object> taken = Map.of("email", account.email(), "password", Api.PASSWORD, "role", "member");
        String key = key();

        Api.refused(post("/user/create", account.token(), key, Map.of("email", "x")), ErrorCode.VALIDATION_FAILED);
        Api.refused(post("/user/create", "nonsense", key, taken), ErrorCode.INVALID_TOKEN);
        Map<String, Object> first =
                Api.refused(post("/user/create", account.token(), key, taken), ErrorCode.EMAIL_TAKEN);
        WebTestClient.ResponseSpec again = replayed(post("/user/create", account.token(), key, taken));
        Map<String, Object> second = Api.refused(again, ErrorCode.EMAIL_TAKEN);

        assertThat(second).containsEntry("detail", first.get("detail"));
        assertThat(second.get("request_id")).isNotEqualTo(first.get("request_id"));
    }

    @Test
    void whoIsAtWorkIsWaitedForAndWhoDiedIsNot() {
        Api.Account account = api.organization("Died");
        Map<String, Object> body = user();
        String key = key();
        Map<String, Object> made = Api.body(post("/user/create", account.token(), key, body));
        String id = String.valueOf(made.get("id"));

        unanswered(id, Instant.now());
        WebTestClient.ResponseSpec waiting = post("/user/create", account.token(), key, body);
        Api.refused(waiting, ErrorCode.IDEMPOTENCY_IN_PROGRESS);
        waiting.expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "1");

        unanswered(id, Instant.now().minusSeconds(60));
        WebTestClient.ResponseSpec again = post("/user/create", account.token(), key, body);
        again.expectStatus().isCreated().expectHeader().doesNotExist(IdempotentRequests.REPLAYED);
        assertThat(Api.body(again)).isEqualTo(made);
        assertThat(people(account)).isEqualTo(2);
    }

    /** "503 write_unconfirmed: repeat with the same Idempotency-Key": whatever of it was done. */
    @Test
    void aHalfMadeUserIsFinished() {
        Api.Account account = api.organization("Half");
        Map<String, Object> body = user();
        String key = key();
        ObjectId id = new ObjectId(Api.text(
                post("/user/create", account.token(), key, body).expectStatus().isCreated(), "id"));
        Databases.all(databases
                .master()
                .getCollection("logins")
                .updateOne(Filters.eq("_id", id), Updates.set("state", "PENDING")));
        unanswered(id.toHexString(), null);

        assertThat(Api.text(
                        post("/user/create", account.token(), key, body)
                                .expectStatus()
                                .isCreated(),
                        "id"))
                .isEqualTo(id.toHexString());
        api.login(String.valueOf(body.get("email")), Api.PASSWORD, null)
                .expectStatus()
                .isOk();

        Databases.all(databases
                .database(api.databaseOf(account, account.name()))
                .getCollection("users")
                .deleteOne(Filters.eq("_id", id)));
        unanswered(id.toHexString(), null);
        assertThat(Api.text(
                        post("/user/create", account.token(), key, body)
                                .expectStatus()
                                .isCreated(),
                        "id"))
                .isEqualTo(id.toHexString());
        api.login(String.valueOf(body.get("email")), Api.PASSWORD, null)
                .expectStatus()
                .isOk();
    }

    @Test
    void anOrganizationIsMadeOnce() {
        String key = key();
        Map<String, Object> body = Map.of(
                "organization_name", Api.uniqueName("Once"), "email", Api.uniqueEmail(), "password", Api.PASSWORD);
        Map<String, Object> made =
                Api.body(post("/org/create", null, key, body).expectStatus().isCreated());
        String id = String.valueOf(made.get("organization_id"));

        assertThat(Api.body(replayed(post("/org/create", null, key, body))
                        .expectStatus()
                        .isCreated()))
                .isEqualTo(made);
        unanswered(id, null);
        assertThat(Api.body(post("/org/create", null, key, body).expectStatus().isCreated()))
                .isEqualTo(made);
        Map<String, Object> another = Map.of(
                "organization_name", Api.uniqueName("Once"), "email", Api.uniqueEmail(), "password", Api.PASSWORD);
        post("/org/create", null, key, another).expectStatus().isCreated();
    }

    /** What was undone after a failure is made anew, under another id. */
    @Test
    void anOrganizationThatWasUndoneIsMadeAnew() {
        String key = key();
        String name = Api.uniqueName("Undone");
        String email = Api.uniqueEmail();
        Map<String, Object> body = Map.of("organization_name", name, "email", email, "password", Api.PASSWORD);
        String id = Api.text(post("/org/create", null, key, body).expectStatus().isCreated(), "organization_id");
        api.delete(api.login(email), name).expectStatus().isNoContent();
        unanswered(id, null);

        String again =
                Api.text(post("/org/create", null, key, body).expectStatus().isCreated(), "organization_id");

        assertThat(again).isNotEqualTo(id);
        unanswered(again, null);
        assertThat(Api.text(post("/org/create", null, key, body).expectStatus().isCreated(), "organization_id"))
                .isEqualTo(again);
    }

    @Test
    void anOperationIsBegunOnce() {
        String key = key();
        Map<String, Object> body = founding(Api.uniqueName("Background"), Api.uniqueEmail());
        WebTestClient.ResponseSpec first = post("/organization/create", api.superuser(), key, body);
        String operation = Api.text(first.expectStatus().isAccepted(), "id");

        WebTestClient.ResponseSpec again = replayed(post("/organization/create", api.superuser(), key, body));
        again.expectStatus().isAccepted();
        again.expectHeader().valueEquals(HttpHeaders.LOCATION, "/operations/" + operation);
        unanswered(operation, null);
        assertThat(Api.text(
                        post("/organization/create", api.superuser(), key, body)
                                .expectStatus()
                                .isAccepted(),
                        "id"))
                .isEqualTo(operation);
    }

    @Test
    void aSuperuserIsMadeOnce() {
        String key = key();
        Map<String, Object> body = Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD);
        String root = api.superuser();
        Map<String, Object> made =
                Api.body(post("/auth/register", root, key, body).expectStatus().isCreated());

        assertThat(Api.body(replayed(post("/auth/register", root, key, body)))).isEqualTo(made);
        unanswered(String.valueOf(made.get("id")), null);
        assertThat(Api.body(
                        post("/auth/register", root, key, body).expectStatus().isCreated()))
                .isEqualTo(made);
        Api.refused(post("/auth/register", null, key, body), ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void afterADayAKeyIsFree() {
        Api.Account account = api.organization("Day");
        String key = key();
        String id = Api.text(
                post("/user/create", account.token(), key, user())
                        .expectStatus()
                        .isCreated(),
                "id");
        age(id, Duration.ofHours(24));

        post("/user/create", account.token(), key, user()).expectStatus().isCreated();
        assertThat(people(account)).isEqualTo(3);
    }

    @Test
    void oldKeysAreRemoved() {
        Api.Account account = api.organization("Old");
        String old = Api.text(post("/user/create", account.token(), key(), user()), "id");
        String young = Api.text(post("/user/create", account.token(), key(), user()), "id");
        age(old, Duration.ofHours(25));

        IdempotencyConfiguration.removeOld(keys, clock).block(Duration.ofSeconds(10));

        assertThat(kept(old)).isEmpty();
        assertThat(kept(young)).hasSize(1);
    }

    @Test
    void nothingKeptCanBeRead() {
        Api.Account account = api.organization("Secret");
        Map<String, Object> body = user();
        String key = key();
        String id = Api.text(
                post("/user/create", account.token(), key, body).expectStatus().isCreated(), "id");

        Document kept = kept(id).get(0);
        assertThat(kept.toJson())
                .doesNotContain(key, String.valueOf(body.get("email")), Api.PASSWORD, account.organizationId());
        Binary sealed = kept.get("answer", Binary.class);
        assertThat(vault.open(kept.getString("_id"), sealed).body())
                .contains(String.valueOf(body.get("email")))
                .doesNotContain(Api.PASSWORD);
    }

    /** "Answers that show a secret once replay without it", since it is kept nowhere. */
    @Test
    void aNewApiKeyIsShownOnceAndNowhereInTheDatabase() {
        Api.Account account = api.organization("Shown Once");
        Map<String, Object> body = Map.of("name", "Desk", "role", "member");
        String key = key();
        Map<String, Object> made = Api.body(
                post("/api-keys", account.token(), key, body).expectStatus().isCreated());
        String shown = String.valueOf(made.get("key"));
        assertThat(shown).startsWith("tnt_");

        Map<String, Object> again = new HashMap<>(Api.body(replayed(post("/api-keys", account.token(), key, body))
                .expectStatus()
                .isCreated()));

        assertThat(again).containsEntry("key", null);
        again.put("key", shown);
        assertThat(again).isEqualTo(made);
        String id = String.valueOf(made.get("id"));
        Document kept = kept(id).get(0);
        assertThat(vault.open(kept.getString("_id"), kept.get("answer", Binary.class))
                        .body())
                .contains(id)
                .doesNotContain(secretOf(shown));
        assertThat(everything(account)).contains(id).doesNotContain(secretOf(shown), key);
    }

    private static String secretOf(String shown) {
        return shown.substring(shown.lastIndexOf('_') + 1);
    }

    /** The bytes of every document in the master and in the organization's database, one a character. */
    private String everything(Api.Account account) {
        String own = api.databaseOf(account, account.name());
        return Stream.of(databases.master().getName(), own)
                .flatMap(name -> databases.contents(name).values().stream())
                .flatMap(List::stream)
                .map(document -> document.getByteBuffer().asNIO())
                .map(bytes -> StandardCharsets.ISO_8859_1.decode(bytes).toString())
                .collect(Collectors.joining("\n"));
    }

    /** Nobody learns what a colleague made by trying the key of their request. */
    @Test
    void aColleagueWhoRepeatsARequestMakesAnApiKeyOfTheirOwn() {
        Api.Account account = api.organization("Copied");
        String email = Api.uniqueEmail();
        api.createUser(account, email, "admin").expectStatus().isCreated();
        Map<String, Object> body = Map.of("name", "Desk", "role", "member");
        String key = key();
        Map<String, Object> made = Api.body(
                post("/api-keys", account.token(), key, body).expectStatus().isCreated());

        WebTestClient.ResponseSpec theirs = post("/api-keys", api.login(email), key, body);

        theirs.expectStatus().isCreated().expectHeader().doesNotExist(IdempotentRequests.REPLAYED);
        assertThat(Api.body(theirs).get("id")).isNotEqualTo(made.get("id"));
        assertThat(Api.items(api.get("/api-keys", account.token()))).hasSize(2);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, Object> user() {
        return Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD, "role", "member");
    }

    private static Map<String, Object> founding(String name, String email) {
        return Map.of("organization_name", name, "admin_email", email, "admin_password", Api.PASSWORD);
    }

    private int people(Api.Account account) {
        Object items = Api.body(api.get("/user/list", account.token())).get("items");
        return ((List<?>) Objects.requireNonNull(items)).size();
    }

    /** As if the attempt that made this had never been answered. */
    private void unanswered(String id, @Nullable Instant startedAt) {
        change(id, Updates.unset("answer"));
        change(id, startedAt == null ? Updates.unset("started_at") : Updates.set("started_at", Date.from(startedAt)));
    }

    private void age(String id, Duration age) {
        change(id, Updates.set("first_used_at", Date.from(Instant.now().minus(age))));
    }

    private void change(String id, Bson change) {
        Databases.all(databases
                .master()
                .getCollection("idempotency_keys")
                .updateOne(Filters.eq("new_id", new ObjectId(id)), change));
    }

    private List<Document> kept(String id) {
        return databases.find(databases.master(), "idempotency_keys", Filters.eq("new_id", new ObjectId(id)));
    }

    private static WebTestClient.ResponseSpec replayed(WebTestClient.ResponseSpec response) {
        response.expectHeader().valueEquals(IdempotentRequests.REPLAYED, "true");
        return response;
    }

    private WebTestClient.ResponseSpec post(
            String path, @Nullable String token, @Nullable String key, Map<String, Object> body) {
        return api.http()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                    if (key != null) {
                        headers.set(IdempotencyKey.HEADER, key);
                    }
                })
                .bodyValue(body)
                .exchange();
    }
}
