package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Issue, "Mail": without {@code SMTP_URL} the link is returned to the admin who asked, and never logged. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class PasswordResetWithoutMailTests {

    private static final String NEW_PASSWORD = "staple wrong battery";

    private final Api api;
    private final Databases databases;
    private Api.Account account = new Api.Account("", "", "", "");

    PasswordResetWithoutMailTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeAll
    void signIn() {
        account = api.organization("Mailless");
    }

    private @Nullable Object link(@Nullable String token, String email) {
        return Api.body(api.post("/auth/password-reset", token, Map.of("email", email))
                        .expectStatus()
                        .isAccepted())
                .get("reset_link");
    }

    private String colleague(String role) {
        String email = Api.uniqueEmail();
        api.createUser(account, email, role).expectStatus().isCreated();
        return email;
    }

    private String role(String... permissions) {
        String name = "role-" + new ObjectId();
        api.send(HttpMethod.PUT, "/roles/" + name, account.token(), Map.of("permissions", List.of(permissions)))
                .expectStatus()
                .is2xxSuccessful();
        return name;
    }

    private String signedIn(String email) {
        return Api.text(
                api.login(email, Api.PASSWORD, account.name()).expectStatus().isOk(), "access_token");
    }

    @Test
    void anAdminGetsTheLinkOfAColleague(CapturedOutput output) {
        String email = colleague("member");

        String link = String.valueOf(link(account.token(), email));

        assertThat(link).matches("http://localhost:\\d+/reset-password#token=rst_[0-9a-f]{24}_[0-9A-Za-z]{32}");
        String token = Mailbox.token(link);
        api.post("/auth/password-reset/confirm", null, Map.of("token", token, "new_password", NEW_PASSWORD))
                .expectStatus()
                .isNoContent();
        api.login(email, NEW_PASSWORD, null).expectStatus().isOk();
        assertThat(output.getAll()).contains("/auth/password-reset").doesNotContain(token, "#token");
    }

    @Test
    void thatTheyGotItIsInTheAuditLog() {
        String email = colleague("member");

        link(account.token(), email);

        String id = databases
                .find(databases.master(), "logins", Filters.eq("email", email))
                .get(0)
                .getObjectId("_id")
                .toString();
        assertThat(Api.items(api.get("/audit-log?action=get_reset_link&resource_id=" + id, account.token())))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("actor")).asString().contains(account.email()));
    }

    @Test
    void nobodyElseGetsOne() {
        String email = colleague("member");
        Api.Account stranger = api.organization("Stranger");

        assertThat(link(null, email)).isNull();
        assertThat(link(null, Api.uniqueEmail())).isNull();
        assertThat(link(stranger.token(), email)).isNull();
        assertThat(link(account.token(), stranger.email())).isNull();
        assertThat(link(signedIn(email), email)).isNull();
        assertThat(link(signedIn(colleague("read_only")), email)).isNull();
        assertThat(link(api.superuser(), email)).isNull();
        assertThat(databases.find(databases.master(), "password_resets", Filters.eq("given_by", null)))
                .isEmpty();
    }

    /** No program signs in as a person, and that one has tried is in the audit log. */
    @Test
    void anApiKeyGetsNone() {
        Map<String, Object> program = api.apiKey(account, "admin");
        String colleague = colleague("member");

        api.http()
                .post()
                .uri("/auth/password-reset")
                .header("X-API-Key", String.valueOf(program.get("key")))
                .bodyValue(Map.of("email", colleague))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.reset_link")
                .isEmpty();
        assertThat(refusals("&resource_id=" + id(colleague)))
                .singleElement()
                .satisfies(by(String.valueOf(program.get("id"))));
    }

    /** Nobody takes over somebody who may do more than they. */
    @Test
    void whoMayDoMoreIsOutOfReach() {
        String clerk = signedIn(colleague(role("update:users", "read:*", "read:audit_log")));
        String lesser = colleague("read_only");

        assertThat(link(clerk, account.email())).isNull();
        assertThat(link(clerk, colleague("organizer"))).isNull();
        assertThat(link(clerk, lesser)).isNotNull();
        assertThat(link(account.token(), colleague("admin"))).isNotNull();
    }

    /** Issue, "Audit log": every refused privileged attempt, once a minute. The answer is as for an unknown address. */
    @Test
    void whoAsksForALinkThatTheyMayNotHaveIsInTheAuditLog() {
        String clerk = colleague(role("update:users"));
        String admin = colleague("admin");
        String member = colleague("member");
        String token = signedIn(clerk);

        for (int i = 0; i < 3; i++) {
            assertThat(link(token, admin)).isNull();
        }
        assertThat(link(signedIn(member), admin)).isNull();

        assertThat(refusals("&resource_id=" + id(admin))).satisfiesExactlyInAnyOrder(by(clerk), by(member));
        link(token, Api.uniqueEmail());
        link(token, clerk);
        link(account.token(), admin);
        assertThat(refusals("&actor=" + id(clerk))).hasSize(1);
        assertThat(refusals("&actor=" + id(account.email()))).isEmpty();
    }

    private List<Map<String, Object>> refusals(String filter) {
        return Api.items(api.get("/audit-log?action=get_reset_link_refused" + filter, account.token()));
    }

    private static ThrowingConsumer<Map<String, Object>> by(String email) {
        return entry -> assertThat(entry.get("actor")).asString().contains(email);
    }

    /** Otherwise a stolen access token would set the password without the present one. */
    @Test
    void nobodyGetsTheirOwn() {
        assertThat(link(account.token(), account.email())).isNull();
        assertThat(link(account.token(), account.email().toUpperCase(Locale.ROOT)))
                .isNull();
    }

    @Test
    void aLinkIsGoodOnlyWhileItsGiverMayChangePeople() {
        String giver = colleague("admin");
        String token = given(giver, colleague("member"));

        change(giver, Map.of("role", "member"));
        refused(token);

        change(giver, Map.of("role", role("update:users")));
        refused(token);

        change(giver, Map.of("role", "admin"));
        confirm(token).expectStatus().isNoContent();
    }

    @Test
    void aLinkIsGoodOnlyWhileItsGiverIsThere() {
        String deactivated = colleague("admin");
        String removed = colleague("admin");
        String ofDeactivated = given(deactivated, colleague("member"));
        String ofRemoved = given(removed, colleague("member"));

        change(deactivated, Map.of("status", "deactivated"));
        api.send(HttpMethod.DELETE, "/user/" + id(removed), account.token(), "")
                .expectStatus()
                .isNoContent();

        refused(ofDeactivated);
        refused(ofRemoved);
    }

    @Test
    void aLinkIsNoLongerGoodWhenTheOwnerMayDoMoreThanItsGiver() {
        String clerk = colleague(role("update:users", "read:*", "read:audit_log"));
        String rising = colleague("read_only");
        String token = given(clerk, rising);

        change(rising, Map.of("role", "admin"));

        refused(token);
    }

    @Test
    void aLinkThatASuperuserGotWithinTheOrganizationIsGood() {
        String email = colleague("admin");

        Object link = Api.body(api.http()
                        .post()
                        .uri("/auth/password-reset")
                        .header("Authorization", "Bearer " + api.superuser())
                        .header("X-Organization", account.organizationId())
                        .bodyValue(Map.of("email", email))
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .get("reset_link");

        confirm(Mailbox.token(String.valueOf(link))).expectStatus().isNoContent();
    }

    @Test
    void aDeactivationTakesTheLinkForGood() {
        String email = colleague("member");
        String token = Mailbox.token(String.valueOf(link(account.token(), email)));

        change(email, Map.of("status", "deactivated"));
        change(email, Map.of("status", "active"));

        refused(token);
    }

    private String given(String giver, String email) {
        return Mailbox.token(String.valueOf(link(signedIn(giver), email)));
    }

    private void change(String email, Map<String, String> change) {
        api.send(HttpMethod.PATCH, "/user/" + id(email), account.token(), change)
                .expectStatus()
                .isOk();
    }

    private String id(String email) {
        return databases
                .find(databases.master(), "logins", Filters.eq("email", email))
                .get(0)
                .getObjectId("_id")
                .toString();
    }

    private WebTestClient.ResponseSpec confirm(String token) {
        return api.post("/auth/password-reset/confirm", null, Map.of("token", token, "new_password", NEW_PASSWORD));
    }

    private void refused(String token) {
        Api.refused(confirm(token), ErrorCode.INVALID_CREDENTIALS);
    }

    /**
     * Somebody could add a stranger's address to an organization of their own, and so forgive their own guesses, or see
     * whether the address has another account.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinkFromAnAdminForgivesNoGuesses(boolean hasAnotherAccount) {
        String victim = hasAnotherAccount ? api.organization("Victim").email() : Api.uniqueEmail();
        api.createUser(account, victim, "member").expectStatus().isCreated();
        for (int i = 0; i < 10; i++) {
            api.adminLogin(victim, "wrong password");
        }

        String token = Mailbox.token(String.valueOf(link(account.token(), victim)));
        api.post("/auth/password-reset/confirm", null, Map.of("token", token, "new_password", NEW_PASSWORD))
                .expectStatus()
                .isNoContent();

        assertThat(databases.find(databases.master(), "login_failures", Filters.eq("_id", "account:" + victim)))
                .isNotEmpty();
    }

    @Test
    void onlyTheLastLinkOfAnAccountIsGood() {
        String email = colleague("member");
        List<String> tokens = Stream.generate(() -> String.valueOf(link(account.token(), email)))
                .limit(5)
                .map(Mailbox::token)
                .toList();

        Api.refused(
                api.post(
                        "/auth/password-reset/confirm",
                        null,
                        Map.of("token", tokens.get(3), "new_password", NEW_PASSWORD)),
                ErrorCode.INVALID_CREDENTIALS);
        api.post("/auth/password-reset/confirm", null, Map.of("token", tokens.get(4), "new_password", NEW_PASSWORD))
                .expectStatus()
                .isNoContent();
    }

    @Test
    void aBadAccessTokenIsRefused() {
        Api.refused(
                api.post("/auth/password-reset", "no.token.atall", Map.of("email", account.email())),
                ErrorCode.INVALID_TOKEN);
    }
}
