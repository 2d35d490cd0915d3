package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** Contract, {@code /api-keys}, and {@code X-API-Key}. */
@TenantryTest
class ApiKeyTests {

    private final Api api;
    private final Databases databases;
    private final ApiKeyStore store;
    private final TenantDirectory directory;

    ApiKeyTests(Api api, Databases databases, ApiKeyStore store, TenantDirectory directory) {
        this.api = api;
        this.databases = databases;
        this.store = store;
        this.directory = directory;
    }

    private static String key(Map<String, Object> made) {
        return String.valueOf(made.get("key"));
    }

    private WebTestClient.ResponseSpec get(String path, String key) {
        return api.http().get().uri(path).header("X-API-Key", key).exchange();
    }

    private List<Map<String, Object>> listed(Api.Account account) {
        return Api.items(api.get("/api-keys", account.token()));
    }

    @Test
    void aProgramActsByItsKey() {
        Api.Account account = api.organization("Keys");
        Map<String, Object> made = api.apiKey(account, "read_only");

        assertThat(key(made)).matches("tnt_" + account.organizationId() + "_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}");
        assertThat(key(made)).contains("_" + made.get("key_prefix") + "_");
        get("/user/list", key(made)).expectStatus().isOk();
        assertThat(Api.body(get("/org/get?organization_name=" + account.name(), key(made))))
                .containsEntry("admin_email", account.email());
    }

    /** Afterwards there would be a key that nobody has seen. */
    @ParameterizedTest
    @ValueSource(strings = {"text/html", "none"})
    void noneIsMadeForWhoWouldNotTakeTheAnswer(String accepted) {
        Api.Account account = api.organization("Unacceptable " + accepted.replace('/', ' '));

        WebTestClient.ResponseSpec answer = api.http()
                .post()
                .uri("/api-keys")
                .headers(headers -> headers.setBearerAuth(account.token()))
                .header("Accept", accepted)
                .bodyValue(Map.of("name", "Desk", "role", "member"))
                .exchange();

        Api.refused(answer, ErrorCode.NOT_ACCEPTABLE);
        assertThat(listed(account)).isEmpty();
    }

    @Test
    void itMayWhatItsRoleGrants() {
        String key = key(api.apiKey(api.organization("Limited"), "member"));

        Api.refused(get("/user/list", key), ErrorCode.FORBIDDEN);
        Api.refused(get("/api-keys", key), ErrorCode.FORBIDDEN);
    }

    /** What people do for themselves no key does for them. */
    @Test
    void itIsNobodysAccount() {
        String key = key(api.apiKey(api.organization("Impersonal"), "admin"));

        Api.refused(get("/me", key), ErrorCode.FORBIDDEN);
        Api.refused(
                api.http().post().uri("/auth/logout").header("X-API-Key", key).exchange(), ErrorCode.FORBIDDEN);
        Api.refused(get("/organization", key), ErrorCode.FORBIDDEN);
    }

    @Test
    void onlyAHashIsKeptAndTheListDoesNotShowIt() {
        Api.Account account = api.organization("Unseen");
        Map<String, Object> made = api.apiKey(account, "member");
        String secret = key(made).substring(key(made).lastIndexOf('_') + 1);

        List<Document> kept = databases.find(
                databases.database(api.databaseOf(account, account.name())), "api_keys", Filters.empty());

        assertThat(kept)
                .singleElement()
                .satisfies(stored -> assertThat(stored.toJson())
                        .doesNotContain(secret)
                        .contains(String.valueOf(made.get("key_prefix"))));
        assertThat(listed(account))
                .singleElement()
                .satisfies(shown -> assertThat(shown)
                        .doesNotContainKey("key")
                        .containsEntry("last_used_at", null)
                        .containsEntry("revoked_at", null));
    }

    /** An instance that stood still for so long that the request was made again elsewhere, and answered. */
    @Test
    void whoWakesLateDoesNotReplaceAKeyThatSomebodyWasTold() {
        Api.Account account = api.organization("Late");
        Map<String, Object> made = api.apiKey(account, "read_only");
        UserId id = UserId.of(String.valueOf(made.get("id")));
        ApiKey late = ApiKey.create(
                id,
                ApiKeyText.random(OrganizationId.of(account.organizationId())),
                new NewApiKey("Desk", "read_only", null),
                UserId.create(),
                Instant.now());

        StepVerifier.create(directory
                        .readCurrent(OrganizationId.of(account.organizationId()))
                        .flatMap(tenant -> store.insert(late).contextWrite(TenantContext.with(tenant))))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS)));

        get("/user/list", key(made)).expectStatus().isOk();
    }

    @Test
    void itsLastUseIsShown() {
        Api.Account account = api.organization("Traced");
        String key = key(api.apiKey(account, "read_only"));

        get("/user/list", key).expectStatus().isOk();

        assertThat(listed(account))
                .singleElement()
                .satisfies(shown -> assertThat(shown.get("last_used_at")).isNotNull());
    }

    /** "Revocation within 1 s", and "revoked and wrong key alike". */
    @Test
    void aRevokedKeyIsAWrongKey() {
        Api.Account account = api.organization("Revoked");
        Map<String, Object> made = api.apiKey(account, "read_only");
        get("/user/list", key(made)).expectStatus().isOk();
        String path = "/api-keys/" + made.get("id");

        api.send(HttpMethod.DELETE, path, account.token(), "").expectStatus().isNoContent();
        api.send(HttpMethod.DELETE, path, account.token(), "").expectStatus().isNoContent();

        Soon.untilAsserted(() -> Api.refused(get("/user/list", key(made)), ErrorCode.INVALID_TOKEN));
        Object detail = Api.body(get("/user/list", key(made))).get("detail");
        String wrong = key(made).substring(0, key(made).length() - 4) + "AAAA";
        assertThat(Api.refused(get("/user/list", wrong), ErrorCode.INVALID_TOKEN))
                .containsEntry("detail", detail);
        assertThat(listed(account))
                .singleElement()
                .satisfies(shown -> assertThat(shown.get("revoked_at")).isNotNull());
    }

    @Test
    void nobodyRevokesAKeyThatMayDoMore() {
        Api.Account account = api.organization("Guarded Keys");
        api.send(
                        HttpMethod.PUT,
                        "/roles/keeper",
                        account.token(),
                        Map.of("permissions", List.of("delete:api_keys", "read:users")))
                .expectStatus()
                .isOk();
        Map<String, Object> mighty = api.apiKey(account, "admin");
        Map<String, Object> keeper = api.apiKey(account, "keeper");
        Map<String, Object> other = api.apiKey(account, "keeper");

        Api.refused(revoke(mighty, keeper), ErrorCode.FORBIDDEN);

        get("/user/list", key(mighty)).expectStatus().isOk();
        assertThat(Api.items(api.get("/audit-log?action=delete_refused", account.token())))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("resource_type", "api_keys")
                        .extractingByKey("actor", InstanceOfAssertFactories.MAP)
                        .containsEntry("id", keeper.get("id")));
        revoke(other, keeper).expectStatus().isNoContent();
        revoke(keeper, mighty).expectStatus().isNoContent();
    }

    private WebTestClient.ResponseSpec revoke(Map<String, Object> revoked, Map<String, Object> by) {
        return api.http()
                .delete()
                .uri("/api-keys/" + revoked.get("id"))
                .header("X-API-Key", key(by))
                .exchange();
    }

    @Test
    void itEndsWhenItWasToEnd() {
        Api.Account account = api.organization("Passing");
        String soon = Instant.now().plusSeconds(5).toString();
        String key = key(Api.body(
                api.post("/api-keys", account.token(), Map.of("name", "Desk", "role", "read_only", "expires_at", soon))
                        .expectStatus()
                        .isCreated()));
        get("/user/list", key).expectStatus().isOk();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Api.refused(get("/user/list", key), ErrorCode.INVALID_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "tnt_", "tnt_0123456789abcdef01234567_ABCDEFGH_ABCDEFGHABCDEFGHABCDEFGHABCDEFGH"})
    void whatIsNoKeyIsRefused(String key) {
        Api.refused(get("/user/list", key), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aKeyUnderAnotherOrganizationsNameIsWrong() {
        Api.Account account = api.organization("Mine");
        Api.Account other = api.organization("Theirs");
        String key = key(api.apiKey(account, "admin"));

        Api.refused(
                get("/user/list", key.replace(account.organizationId(), other.organizationId())),
                ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aTokenAndAKeyAtOnceAreRefused() {
        Api.Account account = api.organization("Both");
        String key = key(api.apiKey(account, "admin"));

        Api.refused(
                api.http()
                        .get()
                        .uri("/user/list")
                        .header("X-API-Key", key)
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .exchange(),
                ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aSuspendedOrganizationsKeyIsRefused() {
        Api.Account account = api.organization("Suspended Keys");
        String key = key(api.apiKey(account, "admin"));

        api.turn(account, "suspend").expectStatus().isOk();

        Soon.untilAsserted(() -> Api.refused(get("/user/list", key), ErrorCode.ORGANIZATION_SUSPENDED));
    }

    @Test
    void aDeletedOrganizationsKeyIsWorthless() {
        Api.Account account = api.organization("Gone Keys");
        String key = key(api.apiKey(account, "admin"));

        api.delete(account.token(), account.name()).expectStatus().isNoContent();

        Api.refused(get("/user/list", key), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void badInputIsRefused() {
        Api.Account account = api.organization("Bad Keys");
        Stream.of(
                        Map.of("role", "member"),
                        Map.of("name", "", "role", "member"),
                        Map.of("name", "x".repeat(101), "role", "member"),
                        Map.of("name", "x"),
                        Map.of("name", "x", "role", "nobody"),
                        Map.of("name", "x", "role", "member", "expires_at", "2020-01-01T00:00:00Z"),
                        Map.of("name", "x", "role", "member", "expires_at", "tomorrow"),
                        Map.of("name", "x", "role", "member", "key", "mine"))
                .forEach(body -> api.post("/api-keys", account.token(), body)
                        .expectStatus()
                        .isBadRequest());
        Api.refused(
                api.send(HttpMethod.DELETE, "/api-keys/" + new ObjectId(), account.token(), ""), ErrorCode.NOT_FOUND);
        Api.refused(api.send(HttpMethod.DELETE, "/api-keys/x", account.token(), ""), ErrorCode.NOT_FOUND);
    }
}
