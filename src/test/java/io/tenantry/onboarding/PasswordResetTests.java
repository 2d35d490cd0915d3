package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserManager;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.identity.Waits;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Sha256;
import io.tenantry.mail.MailServer;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code POST /auth/password-reset} and {@code /confirm}, with a mail server. */
@TenantryTest
@ExtendWith(OutputCaptureExtension.class)
class PasswordResetTests {

    private static final MailServer SERVER = MailServer.smtp();

    private static final String NEW_PASSWORD = "staple wrong battery";

    private final Api api;
    private final Databases databases;

    PasswordResetTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry settings) {
        settings.add("tenantry.mail.smtp-url", SERVER::url);
        settings.add("tenantry.mail.public-url", () -> "https://tenantry.example.com/base");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private WebTestClient.ResponseSpec request(String email) {
        return api.post("/auth/password-reset", null, Map.of("email", email));
    }

    private WebTestClient.ResponseSpec confirm(String token, String password) {
        return api.post("/auth/password-reset/confirm", null, Map.of("token", token, "new_password", password));
    }

    private MimeMessage mailed(String email) {
        Mailbox mailbox = new Mailbox(SERVER, email);
        int before = mailbox.mails().size();
        request(email).expectStatus().isAccepted();
        return mailbox.await(before + 1).get(before);
    }

    private String token(String email) {
        List<String> tokens = Mailbox.tokens(mailed(email));
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    private void refused(String token) {
        Api.refused(confirm(token, NEW_PASSWORD), ErrorCode.INVALID_CREDENTIALS);
    }

    private List<Document> resets(Bson filter) {
        return databases.find(databases.master(), "password_resets", filter);
    }

    private static Bson of(Api.Account account) {
        return Filters.eq("organization_id", new ObjectId(account.organizationId()));
    }

    @Test
    void whoForgotThePasswordSetsAnother(CapturedOutput output) {
        Api.Account account = api.organization("Vergeßlich & Söhne");

        MimeMessage mail = mailed(account.email());
        String token = Mailbox.tokens(mail).get(0);

        assertThat(Mailbox.text(mail))
                .contains(account.name(), "https://tenantry.example.com/base/reset-password#token=" + token);
        assertThat(token).matches("rst_[0-9a-f]{24}_[0-9A-Za-z]{32}");
        confirm(token, NEW_PASSWORD).expectStatus().isNoContent().expectBody().isEmpty();
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        api.adminLogin(account.email(), NEW_PASSWORD).expectStatus().isOk();
        refused(token);
        assertThat(output.getAll()).contains("/auth/password-reset").doesNotContain(token, "#token");
    }

    @Test
    void onlyAHashOfTheTokenIsKept() {
        Api.Account account = api.organization("Hashed");

        String token = token(account.email());

        assertThat(resets(of(account))).singleElement().satisfies(reset -> {
            assertThat(reset).containsEntry("hash", Sha256.hex(token)).doesNotContainKey("given_by");
            assertThat(reset.toJson()).doesNotContain(token);
        });
    }

    /** "Whether or not the address exists". */
    @Test
    void anUnknownAddressIsAnsweredAlike() {
        Api.Account account = api.organization("Known");
        String unknown = Api.uniqueEmail();

        Answer ofUnknown = answer(unknown);
        Answer ofKnown = answer(account.email());

        assertThat(ofUnknown.status()).isEqualTo(202);
        assertThat(ofKnown.status()).isEqualTo(202);
        assertThat(ofUnknown.body()).isEqualTo(ofKnown.body()).containsEntry("reset_link", null);
        assertThat(names(ofUnknown)).isEqualTo(names(ofKnown));
        new Mailbox(SERVER, account.email()).await(1);
        assertThat(new Mailbox(SERVER, unknown).mails()).isEmpty();
    }

    /** A mailbox has as many addresses as its owner likes (RFC 5233). */
    @Test
    void whatFollowsAPlusMakesNoOtherMailbox() {
        Api.Account account = api.organization("Flooded");
        for (String tag : List.of("", "+a", "+b+c")) {
            request(account.email().replace("@", tag + "@")).expectStatus().isAccepted();
        }

        Api.refused(request(account.email().replace("@", "+d@")), ErrorCode.RATE_LIMITED);
        Api.refused(request(account.email()), ErrorCode.RATE_LIMITED);
        request("+" + account.email()).expectStatus().isAccepted();
    }

    private Answer answer(String email) {
        return Api.answers(List.of(api.call(HttpMethod.POST, "/auth/password-reset", null, Map.of("email", email))))
                .get(0);
    }

    private static Set<String> names(Answer answer) {
        return answer.headers().headerNames().stream().collect(Collectors.toSet());
    }

    /** What takes time only for a known address is no part of the answer: it comes while the mail server does not. */
    @Test
    void theAnswerDoesNotWaitForTheMail() throws InterruptedException {
        Api.Account account = api.organization("Unhurried");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        UserManager mailboxes = SERVER.getManagers().getUserManager();
        MessageDeliveryHandler usual = mailboxes.getMessageDeliveryHandler();
        mailboxes.setMessageDeliveryHandler((message, address) -> {
            begun.countDown();
            waitFor(goOn);
            return usual.handle(message, address);
        });
        try {
            request(account.email()).expectStatus().isAccepted();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            request(account.email()).expectStatus().isAccepted();
            request(Api.uniqueEmail()).expectStatus().isAccepted();
            assertThat(new Mailbox(SERVER, account.email()).mails()).isEmpty();
        } finally {
            goOn.countDown();
            mailboxes.setMessageDeliveryHandler(usual);
        }
        new Mailbox(SERVER, account.email()).await(2);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneMailHasALinkForEachOrganization() {
        Api.Account first = api.organization("First");
        Api.Account second = api.organization("Second");
        api.createUser(second, first.email(), "member").expectStatus().isCreated();

        MimeMessage mail = mailed(first.email());

        List<String> tokens = Mailbox.tokens(mail);
        assertThat(tokens).hasSize(2);
        assertThat(Mailbox.text(mail)).contains("\"" + first.name() + "\"", "\"" + second.name() + "\"");
        confirm(tokens.get(0), NEW_PASSWORD).expectStatus().isNoContent();
        api.login(first.email(), NEW_PASSWORD, null).expectStatus().isOk();
        api.login(first.email(), Api.PASSWORD, null).expectStatus().isOk();
        confirm(tokens.get(1), NEW_PASSWORD).expectStatus().isNoContent();
        Api.refused(api.login(first.email(), Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void aSuperuserResetsTheirs() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();
        String before = api.login(email);

        confirm(token(email), NEW_PASSWORD).expectStatus().isNoContent();

        Api.refused(api.get("/organization", before), ErrorCode.INVALID_TOKEN);
        Api.refused(api.adminLogin(email, Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        api.adminLogin(email, NEW_PASSWORD).expectStatus().isOk();
        assertThat(databases.find(
                        databases.master(),
                        "platform_audit",
                        Filters.and(Filters.eq("action", "reset_password"), Filters.eq("actor.email", email))))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("resource_type", "superusers"));
    }

    @Test
    void allSessionsOfThePersonEnd() {
        Api.Account account = api.organization("Signed out");
        String other = api.login(account.email());

        confirm(token(account.email()), NEW_PASSWORD).expectStatus().isNoContent();

        for (String session : List.of(account.token(), other)) {
            Soon.until(() ->
                    api.get("/me", session).returnResult(Void.class).getStatus().value() == 401);
        }
    }

    @Test
    void itIsInTheAuditLog() {
        Api.Account account = api.organization("Recorded");

        confirm(token(account.email()), NEW_PASSWORD).expectStatus().isNoContent();

        String token = Api.text(api.adminLogin(account.email(), NEW_PASSWORD), "access_token");
        assertThat(Api.items(api.get("/audit-log?action=reset_password", token)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("actor")).asString().contains(account.email());
                    assertThat(entry).containsEntry("resource_type", "users").containsEntry("changes", Map.of());
                });
        api.get("/audit-log/verify", token).expectBody().jsonPath("$.valid").isEqualTo(true);
    }

    @Test
    void ofFiftyAtOnceOneUsesTheToken() {
        Api.Account account = api.organization("Contested");
        Map<String, String> body = Map.of("token", token(account.email()), "new_password", NEW_PASSWORD);

        List<Answer> answers = Api.answers(
                Collections.nCopies(50, api.call(HttpMethod.POST, "/auth/password-reset/confirm", null, body)));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 204)
                .allMatch(answer -> answer.is(ErrorCode.INVALID_CREDENTIALS) || answer.is(ErrorCode.OVERLOADED));
        api.adminLogin(account.email(), NEW_PASSWORD).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "rst_65f0c0ffee65f0c0ffee65f0_Zk3yJ8vQm1tPq0aXo5rWc7uTn2sLd9eB", "{\"$ne\":\"\"}"})
    void whatIsNoTokenIsRefused(String token) {
        refused(token);
    }

    @Test
    void aRefusedPasswordLeavesTheTokenGood() {
        Api.Account account = api.organization("Careful");
        String token = token(account.email());

        Api.refusedFor("new_password", confirm(token, "7 chars"));
        Api.refusedFor("new_password", confirm("no token", "x".repeat(257)));

        confirm(token, NEW_PASSWORD).expectStatus().isNoContent();
    }

    @Test
    void aTokenExpires() {
        Api.Account account = api.organization("Late");
        String token = token(account.email());
        assertThat(resets(of(account)))
                .singleElement()
                .satisfies(reset -> assertThat(reset.getDate("expires_at"))
                        .isBetween(
                                Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600)));

        Databases.all(databases
                .master()
                .getCollection("password_resets")
                .updateOne(of(account), Updates.set("expires_at", Date.from(Instant.now()))));

        refused(token);
    }

    @Test
    void aNewerLinkTakesThePlaceOfTheOlder() {
        Api.Account account = api.organization("Impatient");
        String older = token(account.email());
        String newer = token(account.email());

        refused(older);
        confirm(newer, NEW_PASSWORD).expectStatus().isNoContent();

        refused(newer);
        assertThat(resets(of(account))).isEmpty();
    }

    /** With somebody else's secret, and with one of another kind. */
    @Test
    void aSecretOpensItsOwnAccountOnly() {
        Api.Account account = api.organization("Owner");
        Api.Account other = api.organization("Other");
        String token = token(account.email());
        String others = token(other.email());
        String start = "rst_" + token.substring(4, 28) + "_";

        refused(start + others.substring(29));
        refused(token.replace("rst_", "inv_"));
        refused(token.substring(0, token.length() - 1));

        confirm(token, NEW_PASSWORD).expectStatus().isNoContent();
    }

    /** Known or not: the answer tells nothing of that. */
    @Test
    void nobodyIsSentMoreThanThreeMailsAnHour() {
        Api.Account account = api.organization("Pestered");
        String unknown = Api.uniqueEmail();
        for (int i = 0; i < 3; i++) {
            token(account.email());
            request(unknown).expectStatus().isAccepted();
        }

        for (String email : List.of(account.email(), unknown)) {
            WebTestClient.ResponseSpec fourth = request(email);
            Api.refused(fourth, ErrorCode.RATE_LIMITED);
            fourth.expectHeader()
                    .value(
                            "Retry-After",
                            wait -> assertThat(Integer.parseInt(wait)).isBetween(3_500, 3_600));
        }
        assertThat(new Mailbox(SERVER, account.email()).mails()).hasSize(3);
    }

    /** Each instance counts in the master, where another one would. */
    @Test
    void requestsOfAClientAreCounted() {
        request(Api.uniqueEmail()).expectStatus().isAccepted();

        assertThat(databases.find(databases.master(), "login_failures", Filters.regex("_id", "^reset:")))
                .singleElement()
                .satisfies(counted ->
                        assertThat(counted.getList("attempts", Document.class)).isNotEmpty());
    }

    @Test
    void whoGuessedInVainNeedNotWaitAfterwards() {
        Api.Account account = api.organization("Guessed");
        for (int i = 0; i < 10; i++) {
            api.adminLogin(account.email(), "wrong password");
        }
        Waits.prolong(databases, "account:" + account.email());
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.RATE_LIMITED);

        confirm(token(account.email()), NEW_PASSWORD).expectStatus().isNoContent();

        api.adminLogin(account.email(), NEW_PASSWORD).expectStatus().isOk();
    }

    @Test
    void whoIsDeactivatedIsRefusedAndSentNothing() {
        Api.Account account = api.organization("Strict");
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        String token = token(email);

        api.send(HttpMethod.PATCH, "/user/" + id, account.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();

        refused(token);
        request(email).expectStatus().isAccepted();
        token(account.email());
        assertThat(new Mailbox(SERVER, email).mails()).hasSize(1);
    }

    @Test
    void aSuspendedOrganizationIsRefusedAlike() {
        Api.Account account = api.organization("Suspended");
        String token = token(account.email());

        api.turn(account, "suspend").expectStatus().isOk();
        refused(token);

        api.turn(account, "resume").expectStatus().isOk();
        confirm(token, NEW_PASSWORD).expectStatus().isNoContent();
    }

    @Test
    void tokensGoWithTheLogin() {
        Api.Account account = api.organization("Leaving");
        String email = Api.uniqueEmail();
        String id =
                Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        String token = token(email);

        api.send(HttpMethod.DELETE, "/user/" + id, account.token(), Map.of())
                .expectStatus()
                .isNoContent();

        refused(token);
        assertThat(resets(of(account))).isEmpty();
    }

    @Test
    void tokensGoWithTheOrganization() {
        Api.Account account = api.organization("Dissolved");
        String token = token(account.email());

        api.delete(account.token(), account.name()).expectStatus().isNoContent();

        refused(token);
        assertThat(resets(of(account))).isEmpty();
    }

    /** Whoever could read the mails then can no longer use them. */
    @Test
    void tokensGoWithAChangeOfThePassword() {
        Api.Account account = api.organization("Worried");
        String token = token(account.email());

        api.post(
                        "/me/password",
                        account.token(),
                        Map.of("current_password", Api.PASSWORD, "new_password", "another battery"))
                .expectStatus()
                .isNoContent();

        refused(token);
    }

    /** The link is for the person alone as long as mail can be sent. */
    @Test
    void anAdminSeesNoLink() {
        Api.Account account = api.organization("Discreet");
        String email = Api.uniqueEmail();
        api.createUser(account, email, "member").expectStatus().isCreated();

        Map<String, Object> answer = Api.body(api.post("/auth/password-reset", account.token(), Map.of("email", email))
                .expectStatus()
                .isAccepted());

        assertThat(answer).containsEntry("reset_link", null);
        new Mailbox(SERVER, email).await(1);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        Api.refusedFor("email", request("nobody"));
    }
}
