package io.tenantry.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.FreePort;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.InvalidValueException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.MailSendException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Design, "Settings": mail goes out through {@code SMTP_URL}; tried against real servers. */
@ExtendWith(OutputCaptureExtension.class)
class SmtpMailerTests {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    /** With a name server that does not answer a name takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PASSWORD = "s3cr3t-Pa55w0rd";

    private static final Sender SENDER = new Sender("Müller & Söhne", "no-reply@example.com");

    private static final Mail MAIL =
            new Mail(EmailAddress.of("zoe@example.com"), "Grüße aus Łódź ✓", "Schöne Grüße.\nhttps://x/#token=1");

    private @Nullable SmtpMailer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    @Test
    void aMailArrivesAsItWasMeant() throws Exception {
        try (MailServer server = MailServer.smtp()) {
            send(server.url(), MAIL);

            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getFrom()).containsExactly(new InternetAddress("no-reply@example.com"));
            assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Müller & Söhne");
            assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("zoe@example.com"));
            assertThat(mail.getSubject()).isEqualTo(MAIL.subject());
            assertThat(mail.getContent()).asString().isEqualToNormalizingNewlines(MAIL.text());
            assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getMessageID()).endsWith("@example.com>");
            assertThat(mail.getSentDate()).isNotNull();
        }
    }

    @Test
    void theServerIsToldWhoHandsIn() {
        try (MailServer server = MailServer.smtps()) {
            server.setUser("acme", PASSWORD);

            send(server.urlFor("acme:" + PASSWORD + "@"), MAIL, anyCertificate());

            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutShowingIt(CapturedOutput output) {
        try (MailServer server = MailServer.smtps()) {
            server.setUser("acme", "another one");

            assertNotSent(
                    server.urlFor("acme:" + PASSWORD + "@"),
                    anyCertificate(),
                    "refuses the user name or the password in SMTP_URL");

            assertThat(server.getReceivedMessages()).isEmpty();
            assertThat(output.getAll()).contains("A mail was not sent").doesNotContain(PASSWORD);
        }
    }

    @Test
    void aServerThatIsDownIsTold(CapturedOutput output) throws Exception {
        int closed = FreePort.find();

        assertNotSent("smtps://acme:" + PASSWORD + "@127.0.0.1:" + closed, none(), "cannot be reached. Check SMTP_URL");

        assertThat(output.getAll())
                .contains("127.0.0.1:" + closed)
                .doesNotContain(PASSWORD)
                .doesNotContain("token");
    }

    @Test
    void aServerOfNoNameIsTold() {
        assertNotSent("smtp://mail.invalid", none(), "no mail server of the name mail.invalid");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SmtpMailer mailer =
                    start(SmtpUrl.of("smtp://127.0.0.1:" + silent.getLocalPort()), none(), Duration.ofSeconds(2));

            assertThatThrownBy(() -> mailer.send(MAIL).block(PATIENCE))
                    .isInstanceOf(MailNotSentException.class)
                    .hasMessageContaining("does not answer in time");
        }
    }

    @Test
    void whatTheServerSaysAgainstAMailIsTold() {
        try (MailServer server = MailServer.smtp()) {
            server.getManagers().getUserManager().setMessageDeliveryHandler((message, address) -> {
                throw new IllegalStateException("no");
            });

            assertNotSent(server.url(), none(), "has not taken the mail: ");
        }
    }

    @Test
    void aPasswordIsNotSentInClear() throws Exception {
        try (SmtpListener server = new SmtpListener(null)) {
            assertNotSent("smtp://acme:" + PASSWORD + "@localhost:" + server.port(), none(), "STARTTLS");

            assertThat(server.inClear()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void aServerWithoutStartTlsWillDoWhereThereIsNoPassword() throws Exception {
        try (SmtpListener server = new SmtpListener(null)) {
            send("smtp://localhost:" + server.port(), MAIL);

            assertThat(server.inClear()).contains("MAIL FROM:<no-reply@example.com>", "RCPT TO:<zoe@example.com>");
        }
    }

    @Test
    void startTlsComesBeforeThePasswordAndTheMail(@TempDir Path folder) throws Exception {
        SSLContext tls = TestCertificate.make(folder);
        try (SmtpListener server = new SmtpListener(tls)) {
            send("smtp://acme:" + PASSWORD + "@localhost:" + server.port(), MAIL, trusting(tls));

            assertThat(server.inClear()).hasSize(2).last().isEqualTo("STARTTLS");
            assertThat(server.encrypted())
                    .anyMatch(line -> line.startsWith("AUTH"))
                    .contains("RCPT TO:<zoe@example.com>");
        }
    }

    /** The address of the server is not in the certificate, or nobody trusts the certificate. */
    @Test
    void whoeverElseSaysToBeTheServerIsToldNothing(@TempDir Path folder) throws Exception {
        SSLContext tls = TestCertificate.make(folder);
        try (SmtpListener server = new SmtpListener(tls)) {
            assertNotSent("smtp://acme:" + PASSWORD + "@127.0.0.1:" + server.port(), trusting(tls), "");
            assertNotSent("smtp://acme:" + PASSWORD + "@localhost:" + server.port(), none(), "secure connection");

            assertThat(server.encrypted()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Hello\r\nBcc: eve@example.com", "Hello\nBcc: eve@example.com", "Hello\rBcc: eve@example.com"})
    void aSubjectIsOneLine(String subject) {
        assertThatThrownBy(() -> new Mail(MAIL.to(), subject, "")).isInstanceOf(InvalidValueException.class);
    }

    /** U+300D and U+300A end in the bytes of carriage return and line feed. */
    @Test
    void nobodyEndsALineWithTheirAddress() throws Exception {
        try (SmtpListener server = new SmtpListener(null)) {
            EmailAddress address = EmailAddress.of("a」《quit@bücher.example.com");

            send("smtp://localhost:" + server.port(), new Mail(address, "Hello", "Hello"));

            assertThat(server.inClear())
                    .noneMatch(line -> line.equalsIgnoreCase("quit@xn--bcher-kva.example.com>"))
                    .anyMatch(
                            line -> line.startsWith("RCPT TO:<a") && line.endsWith("quit@xn--bcher-kva.example.com>"));
        }
    }

    @Test
    void connectingIsTriedOnceMore() {
        AtomicInteger attempts = new AtomicInteger();
        SmtpMailer mailer = start(SmtpUrl.of("smtp://localhost"), mail -> {
            if (attempts.incrementAndGet() == 1) {
                throw new MailSendException("no connection", new ConnectException());
            }
        });

        mailer.send(MAIL).block(PATIENCE);

        assertThat(attempts).hasValue(2);
    }

    @Test
    void theQueueEnds() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        SmtpMailer mailer = start(SmtpUrl.of("smtp://localhost"), mail -> await(open));

        // Two are being sent, 256 wait, and the other 42 are told at once.
        Mono<Long> refused = Flux.merge(
                        Flux.fromStream(IntStream.range(0, 300)
                                .mapToObj(i ->
                                        mailer.send(MAIL).thenReturn(0).onErrorReturn(MailNotSentException.class, 1))),
                        300)
                .filter(failed -> failed == 1)
                .take(42)
                .count();

        assertThat(refused.block(PATIENCE)).isEqualTo(42);
        open.countDown();
    }

    @Test
    void itCanBeStoppedAndStartedAgain() throws Exception {
        try (SmtpListener server = new SmtpListener(null)) {
            SmtpUrl url = SmtpUrl.of("smtp://localhost:" + server.port());
            SmtpMailer mailer = start(url, none());
            mailer.stop();

            assertThat(mailer.isRunning()).isFalse();
            assertThatThrownBy(() -> mailer.send(MAIL).block(PATIENCE)).hasMessageContaining("going down");

            mailer.start();
            mailer.send(MAIL).block(PATIENCE);
            assertThat(server.inClear()).contains("RCPT TO:<zoe@example.com>");
        }
    }

    private void send(String url, Mail mail) {
        send(url, mail, none());
    }

    private void send(String url, Mail mail, Properties more) {
        start(SmtpUrl.of(url), more).send(mail).block(PATIENCE);
    }

    private void assertNotSent(String url, Properties more, String reason) {
        assertThatThrownBy(() -> send(url, MAIL, more))
                .isInstanceOf(MailNotSentException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain(PASSWORD)
                .doesNotContain("token");
    }

    private SmtpMailer start(SmtpUrl url, Properties more) {
        return start(url, more, ANSWERS_WITHIN);
    }

    private SmtpMailer start(SmtpUrl url, Properties more, Duration answersWithin) {
        Properties properties =
                SmtpProperties.of(url, SENDER, new MailSettings(null, null, null, null, ANSWERS_WITHIN, answersWithin));
        properties.putAll(more);
        return started(new SmtpMailer(url, new SmtpClient(url, SENDER, properties)));
    }

    private interface Delivery {
        void deliver(Mail mail);
    }

    private SmtpMailer start(SmtpUrl url, Delivery delivery) {
        return started(new SmtpMailer(url, new SmtpClient(url, SENDER, none()) {
            @Override
            void deliver(Mail mail) {
                delivery.deliver(mail);
            }
        }));
    }

    private SmtpMailer started(SmtpMailer mailer) {
        mailer.start();
        running = mailer;
        return mailer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties none() {
        return new Properties();
    }

    /** That of GreenMail is for no host at all. */
    private static Properties anyCertificate() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtps.ssl.trust", "*");
        properties.setProperty("mail.smtps.ssl.checkserveridentity", "false");
        return properties;
    }

    private static Properties trusting(SSLContext tls) {
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
        return properties;
    }
}
