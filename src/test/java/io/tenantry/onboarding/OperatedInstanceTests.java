package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.TestService;
import io.tenantry.identity.Waits;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.mail.MailServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Signing up at an instance whose operator makes the organizations ({@code SELF_SERVICE=false}), which has a mail server, is
 * behind a proxy and has little patience with addresses. The other one of the two has none of that.
 */
@TenantryTest
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatedInstanceTests {

    private static final int PATIENCE = 20;
    private static final int MAILS = 3;
    private static final int MAILS_PER_RECIPIENT = 2;

    private final Api api;
    private final Databases databases;
    private final Environment environment;
    private final MailServer mails = MailServer.smtp();
    private ConfigurableApplicationContext instance;
    private WebTestClient http;

    OperatedInstanceTests(Api api, Databases databases, Environment environment) {
        this.api = api;
        this.databases = databases;
        this.environment = environment;
    }

    @BeforeAll
    void start() {
        instance = TestService.beside(
                environment,
                "--tenantry.http.trusted-proxies=127.0.0.1",
                "--tenantry.organizations.self-service=false",
                "--tenantry.sign-in.address-failures=" + PATIENCE,
                "--tenantry.invitations.mails-per-hour=" + MAILS,
                "--tenantry.invitations.mails-per-recipient=" + MAILS_PER_RECIPIENT,
                "--tenantry.mail.smtp-url=" + mails.url(),
                "--tenantry.mail.public-url=https://tenantry.example.com/");
        String port = Objects.requireNonNull(instance.getEnvironment().getProperty("local.server.port"));
        http = WebTestClient.bindToServer()
                .responseTimeout(Duration.ofSeconds(30))
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    @AfterAll
    void stop() {
        instance.close();
        mails.close();
    }

    @AfterEach
    void emptyMailbox() throws FolderException {
        mails.purgeEmailFromAllMailboxes();
    }

    @Test
    void nobodyMakesAnOrganizationWhereTheOperatorDoes() {
        Map<String, Integer> before = databases.sizeOfMaster();

        Api.refused(post("/signup", null, body(Api.uniqueEmail()), "192.0.2.1"), ErrorCode.SELF_SERVICE_DISABLED);

        assertThat(databases.sizeOfMaster()).isEqualTo(before);
    }

    /** Contract: the link goes by mail, and the invitation works with {@code SELF_SERVICE=false}. */
    @Test
    void theLinkGoesByMailAndWhoFollowsItJoins(CapturedOutput output) throws MessagingException, IOException {
        Api.Account account = api.organization("Møøse & Søns");
        String email = Api.uniqueEmail();

        Map<String, Object> invitation =
                Api.body(invite(account, email).expectStatus().isCreated());

        String token = String.valueOf(invitation.get("token"));
        String link = "https://tenantry.example.com/join#token=" + token;
        assertThat(invitation).containsEntry("mailed", true).containsEntry("link", link);
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(email);
        assertThat(mail.getSubject()).isEqualTo("You are invited to an organization at Tenantry");
        assertThat(mail.getContent().toString()).contains(link, "\"" + account.name() + "\"");
        Map<String, Object> joining = new TreeMap<>(body(email));
        joining.put("invitation_token", token);
        assertThat(Api.body(post("/signup", null, joining, "192.0.2.2")
                        .expectStatus()
                        .isCreated()))
                .containsEntry("organization_id", account.organizationId());
        assertThat(output.getAll()).doesNotContain(token.substring(token.lastIndexOf('_') + 1));
    }

    /** The last one, since the mail server would come back at another port. */
    @Test
    @Order(Integer.MAX_VALUE)
    void anInvitationWhoseMailIsRefusedStands() {
        Api.Account account = api.organization("Undelivered");
        String email = Api.uniqueEmail();
        mails.stop();

        Map<String, Object> invitation =
                Api.body(invite(account, email).expectStatus().isCreated());

        assertThat(invitation).containsEntry("mailed", false);
        new People(api).accept(invitation).expectStatus().isCreated();
    }

    @Test
    void nothingIsMailedOfWhatIsRefused() {
        Api.Account account = api.organization("Silent");
        Api.refused(invite(account, account.email()), ErrorCode.EMAIL_TAKEN);
        Api.refusedFor(
                "role",
                post("/invitations", account.token(), Map.of("email", Api.uniqueEmail(), "role", "x"), "192.0.2.3"));

        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    /** Anybody may make an organization: it is no way to fill mailboxes. */
    @Test
    void anOrganizationHasSoManyInvitationsMailedAndThenWaits() {
        Api.Account account = api.organization("Eager");
        for (int i = 0; i < MAILS; i++) {
            invite(account, Api.uniqueEmail()).expectStatus().isCreated();
        }
        Waits.prolong(databases, "invitations:" + account.organizationId());

        WebTestClient.ResponseSpec waiting = invite(account, Api.uniqueEmail());

        Api.refused(waiting, ErrorCode.RATE_LIMITED);
        waiting.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9][0-9]*");
        assertThat(mails.getReceivedMessages()).hasSize(MAILS);
        assertThat(Api.items(api.get("/invitations", account.token()))).hasSize(MAILS);
        invite(api.organization("Other"), Api.uniqueEmail()).expectStatus().isCreated();
        // Where nothing is mailed there is no limit: the link is in the answer.
        new People(api).invited(account, Api.uniqueEmail(), "member");
    }

    /** And anybody may make many organizations, but not keep anybody from being invited by others. */
    @Test
    void anAddressIsMailedSoManyInvitationsWhoeverInvitesIt() {
        String email = Api.uniqueEmail();
        for (int i = 0; i < MAILS_PER_RECIPIENT; i++) {
            invite(api.organization("Swarm"), email).expectStatus().isCreated();
        }
        Api.Account account = api.organization("Swarm");

        for (String spelling : List.of(email.replace("@", "+again@"), email.toUpperCase(Locale.ROOT), email)) {
            Map<String, Object> invitation =
                    Api.body(invite(account, spelling).expectStatus().isCreated());

            assertThat(invitation).containsEntry("mailed", false);
            assertThat(String.valueOf(invitation.get("link"))).endsWith("#token=" + invitation.get("token"));
            new People(api).accept(invitation).expectStatus().isCreated();
            account = api.organization("Swarm");
        }
        assertThat(mails.getReceivedMessages()).hasSize(MAILS_PER_RECIPIENT);
    }

    /** A name is no way to put words into the mouth of the service. */
    @Test
    void theNameOfAnOrganizationStaysWithinItsQuotationMarks() throws IOException, MessagingException {
        Api.Account account = api.organization("Won\". Go to\u2028evil.example.com");

        invite(account, Api.uniqueEmail()).expectStatus().isCreated();

        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).doesNotContain("evil");
        assertThat(mail.getContent().toString().lines().map(String::strip))
                .contains("\"Won'. Go to evil.example.com"
                        + account.name().substring(account.name().indexOf(".com") + 4) + "\"");
    }

    private WebTestClient.ResponseSpec invite(Api.Account account, String email) {
        return post("/invitations", account.token(), Map.of("email", email, "role", "member"), "192.0.2.3");
    }

    /** Each may cost a hash, or tell whether an address has an account. */
    @Test
    void anAddressSignsUpSoOftenAndThenWaits() {
        Api.Account account = api.organization("Patient");
        Map<String, Object> joining = new TreeMap<>(body(Api.uniqueEmail()));
        joining.put("organization_name", account.name());
        for (int i = 0; i < PATIENCE; i++) {
            Api.refused(post("/signup", null, joining, "2001:db8:0:7::" + (i + 1)), ErrorCode.SIGNUP_CLOSED);
        }
        Waits.prolong(databases, "sign-up:20010db800000007/64");

        WebTestClient.ResponseSpec waiting = post("/signup", null, joining, "2001:db8:0:7::ffff");

        Api.refused(waiting, ErrorCode.RATE_LIMITED);
        waiting.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9][0-9]*");
        for (String other : List.of("2001:db8:0:8::1", "192.0.2.4")) {
            Api.refused(post("/signup", null, joining, other), ErrorCode.SIGNUP_CLOSED);
        }
        // Whoever signs up too often still signs in.
        post("/admin/login", null, Map.of("email", account.email(), "password", Api.PASSWORD), "2001:db8:0:7::1")
                .expectStatus()
                .isOk();
    }

    private static Map<String, Object> body(String email) {
        return Map.of("email", email, "password", Api.PASSWORD);
    }

    private WebTestClient.ResponseSpec post(String path, @Nullable String token, Object body, String address) {
        return http.post()
                .uri(path)
                .header("X-Forwarded-For", address)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .bodyValue(body)
                .exchange();
    }
}
