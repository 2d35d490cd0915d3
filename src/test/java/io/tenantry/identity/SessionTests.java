package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /auth/refresh} and {@code POST /auth/logout}. */
@TenantryTest
class SessionTests {

    private static final AtomicReference<Api.@Nullable Account> CROSSING = new AtomicReference<>();

    private final Api api;
    private final Databases databases;

    SessionTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    /** What a login or a refresh answers. */
    private record Pair(String access, String refresh) {

        static Pair of(WebTestClient.ResponseSpec response) {
            Map<String, Object> body = Api.body(response.expectStatus().isOk());
            return new Pair(String.valueOf(body.get("access_token")), String.valueOf(body.get("refresh_token")));
        }
    }

    private Pair login(Api.Account account) {
        return Pair.of(api.login(account.email(), Api.PASSWORD, null));
    }

    private WebTestClient.ResponseSpec refresh(String token) {
        return api.post("/auth/refresh", null, Map.of("refresh_token", token));
    }

    private void refused(WebTestClient.ResponseSpec response) {
        Api.refused(response, ErrorCode.INVALID_TOKEN);
    }

    private void awaitRefused(String access) {
        Soon.until(() ->
                api.get("/me", access).returnResult(Void.class).getStatus().value() == 401);
    }

    @Test
    void aRefreshTokenIsGoodForNewTokens() {
        Pair first = login(api.organization("Refreshed"));

        Pair second = Pair.of(refresh(first.refresh()));

        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        assertThat(second.access()).isNotEqualTo(first.access());
        api.get("/me", first.access()).expectStatus().isOk();
        api.get("/me", second.access()).expectStatus().isOk();
        api.get("/me", Pair.of(refresh(second.refresh())).access())
                .expectStatus()
                .isOk();
    }

    /** "Reuse revokes the whole family", however old the token is. */
    @Test
    void aSecondUseEndsTheSession() {
        Api.Account account = api.organization("Stolen");
        Pair other = login(account);
        Pair first = login(account);
        Pair second = Pair.of(refresh(first.refresh()));
        Pair third = Pair.of(refresh(second.refresh()));

        refused(refresh(first.refresh()));

        refused(refresh(third.refresh()));
        awaitRefused(third.access());
        api.get("/me", other.access()).expectStatus().isOk();
        refresh(other.refresh()).expectStatus().isOk();
    }

    /** "50 parallel uses of one: one 200." */
    @Test
    void ofManyUsesAtOnceOneSucceeds() {
        Pair pair = login(api.organization("Parallel"));

        List<Answer> answers = Api.answers(Collections.nCopies(
                50, api.call(HttpMethod.POST, "/auth/refresh", null, Map.of("refresh_token", pair.refresh()))));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.INVALID_TOKEN))
                .hasSize(49);
    }

    @Test
    void afterALogoutNeitherTokenIsGood() {
        Api.Account account = api.organization("Out");
        Pair other = login(account);
        Pair pair = login(account);

        api.post("/auth/logout", pair.access(), "").expectStatus().isNoContent();

        awaitRefused(pair.access());
        refused(refresh(pair.refresh()));
        api.get("/me", other.access()).expectStatus().isOk();
    }

    /** Whichever comes first: not what the refresh answered either. */
    @RepeatedTest(50)
    void ofARefreshAndALogoutAtOnceNothingIsLeft() {
        Pair pair = login(crossing());

        List<Answer> answers = Api.answers(List.of(
                api.call(HttpMethod.POST, "/auth/refresh", null, Map.of("refresh_token", pair.refresh())),
                api.call(HttpMethod.POST, "/auth/logout", pair.access(), null)));

        answers.stream().filter(answer -> answer.status() == 200).forEach(refreshed -> {
            refused(refresh(refreshed.text("refresh_token")));
            awaitRefused(refreshed.text("access_token"));
        });
        awaitRefused(pair.access());
        refused(refresh(pair.refresh()));
    }

    /** One for all rounds. */
    private Api.Account crossing() {
        return Objects.requireNonNull(
                CROSSING.updateAndGet(known -> known == null ? api.organization("Crossing") : known));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "garbage", "a.b.c.d", "0123456789abcdef0123456789abcdef.1.x.y"})
    void whatIsNoneIsRefused(String token) {
        refused(refresh(token));
    }

    @Test
    void whoKnowsOnlyTheSessionCannotEndIt() {
        Pair pair = login(api.organization("Guessed"));
        String[] parts = pair.refresh().split("\\.", -1);
        String forged = parts[0] + "." + parts[1] + "." + "A".repeat(43) + "." + parts[3];

        refused(refresh(forged));
        refused(refresh(parts[0] + ".2." + parts[2] + "." + parts[3]));

        refresh(pair.refresh()).expectStatus().isOk();
    }

    @Test
    void neitherTokenStandsInForTheOther() {
        Pair pair = login(api.organization("Mixed"));

        refused(refresh(pair.access()));
        refused(api.get("/me", pair.refresh()));
    }

    @Test
    void onlyAHashIsKept() {
        Pair pair = login(api.organization("Hashed"));
        String secret = pair.refresh().split("\\.", -1)[2];

        Document kept = Databases.all(databases
                        .master()
                        .getCollection("refresh_tokens")
                        .find(Filters.eq("_id", Api.session(pair.access()))))
                .get(0);

        assertThat(kept.toJson()).doesNotContain(secret);
    }

    @Test
    void whoWasDeactivatedIsNotSignedInAgain() {
        Api.Account account = api.organization("Dismissed");
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        Pair pair = Pair.of(api.login(email, Api.PASSWORD, null));

        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();

        assertThat(databases.find(databases.master(), "refresh_tokens", Filters.eq("user_id", new ObjectId(id))))
                .isEmpty();
        refused(refresh(pair.refresh()));
    }

    /** Also where one is left, of a deactivation that broke off or a login that it overtook. */
    @Test
    void whoIsActiveAgainHasNoneOfTheirOldSessions() {
        Api.Account account = api.organization("Returned");
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        Pair pair = Pair.of(api.login(email, Api.PASSWORD, null));
        List<Document> left =
                databases.find(databases.master(), "refresh_tokens", Filters.eq("user_id", new ObjectId(id)));
        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();
        Databases.all(databases.master().getCollection("refresh_tokens").insertMany(left));

        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("status", "active"))
                .expectStatus()
                .isOk();

        refused(api.get("/me", pair.access()));
        refused(refresh(pair.refresh()));
        api.login(email, Api.PASSWORD, null).expectStatus().isOk();
    }

    /** The token stays good for the day that the organization is open again. */
    @Test
    void aSuspendedOrganizationsPeopleWait() {
        Api.Account account = api.organization("Waiting");
        Pair pair = login(account);

        api.turn(account, "suspend").expectStatus().isOk();
        Soon.untilAsserted(() -> Api.refused(refresh(pair.refresh()), ErrorCode.ORGANIZATION_SUSPENDED));
        api.turn(account, "resume").expectStatus().isOk();

        Soon.untilAsserted(() -> refresh(pair.refresh()).expectStatus().isOk());
    }

    @Test
    void aSuperuserStaysSignedInToo() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();
        Pair pair = Pair.of(api.adminLogin(email, Api.PASSWORD));

        Pair next = Pair.of(refresh(pair.refresh()));
        api.get("/organization", next.access()).expectStatus().isOk();
        api.post("/auth/logout", next.access(), "").expectStatus().isNoContent();

        refused(api.get("/organization", next.access()));
        refused(refresh(next.refresh()));
    }

    /** "Revokes the other sessions." */
    @Test
    void anotherPasswordEndsTheOtherSessions() {
        Api.Account account = api.organization("Changed");
        Pair other = login(account);
        Pair own = login(account);

        api.post("/me/password", own.access(), Map.of("current_password", Api.PASSWORD, "new_password", "staple wrong"))
                .expectStatus()
                .isNoContent();

        awaitRefused(other.access());
        refused(refresh(other.refresh()));
        api.get("/me", own.access()).expectStatus().isOk();
        refresh(own.refresh()).expectStatus().isOk();
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        api.adminLogin(account.email(), "staple wrong").expectStatus().isOk();
    }

    @Test
    void aPasswordIsChangedByWhoKnowsIt() {
        Api.Account account = api.organization("Guarded");

        Api.refused(
                api.post(
                        "/me/password",
                        account.token(),
                        Map.of("current_password", "wrong", "new_password", "staple wrong")),
                ErrorCode.INVALID_CREDENTIALS);
        Api.refusedFor(
                "new_password",
                api.post(
                        "/me/password",
                        account.token(),
                        Map.of("current_password", Api.PASSWORD, "new_password", "1234567")));

        api.adminLogin(account.email(), Api.PASSWORD).expectStatus().isOk();
    }

    @Test
    void onesOwnNameCanBeChangedAndNothingElse() {
        Api.Account account = api.organization("Named");

        assertThat(Api.body(api.send(HttpMethod.PATCH, "/me", account.token(), Map.of("full_name", "Grace Hopper"))
                        .expectStatus()
                        .isOk()))
                .containsEntry("full_name", "Grace Hopper")
                .containsEntry("version", 2);
        api.send(HttpMethod.PATCH, "/me", account.token(), Map.of("role", "admin"))
                .expectStatus()
                .isBadRequest();
    }
}
