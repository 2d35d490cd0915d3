package io.tenantry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.mail.MailServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** What somebody was sent. */
record Mailbox(MailServer server, String address) {

    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The mails so far, waited for. */
    List<MimeMessage> await(int mails) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mails()).hasSizeGreaterThanOrEqualTo(mails));
        return mails();
    }

    List<MimeMessage> mails() {
        return Arrays.stream(server.getReceivedMessages()).filter(this::isHere).toList();
    }

    private boolean isHere(MimeMessage mail) {
        try {
            return mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage mail) {
        try {
            return String.valueOf(mail.getContent());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> tokens(MimeMessage mail) {
        return TOKEN.matcher(text(mail)).results().map(found -> found.group(1)).toList();
    }

    static String token(String link) {
        return TOKEN.matcher(link)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
