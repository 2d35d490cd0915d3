package io.tenantry.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves, and where its links lead.
 *
 * @param smtpUrl {@code SMTP_URL}; null: no mail is sent
 * @param from {@code MAIL_FROM}, an address, or a name and an address in angle brackets; null: one is made of the others
 * @param publicUrl {@code PUBLIC_URL}; null: where Render says, or else this machine
 * @param renderUrl {@code RENDER_EXTERNAL_URL}, set by the hosting service of that name
 * @param connectTimeout how long connecting to the mail server may take
 * @param answerTimeout how long each of its answers may take, and each write to it
 */
@ConfigurationProperties("tenantry.mail")
record MailSettings(
        @Nullable String smtpUrl,
        @Nullable String from,
        @Nullable String publicUrl,
        @Nullable String renderUrl,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration answerTimeout) {

    MailSettings {
        smtpUrl = valueOf(smtpUrl);
        from = valueOf(from);
        publicUrl = valueOf(publicUrl);
        renderUrl = valueOf(renderUrl);
    }

    private static @Nullable String valueOf(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Where people reach a service that listens on this port. */
    PublicUrl publicUrl(int port) {
        if (publicUrl != null) {
            return new PublicUrl(publicUrl);
        }
        return new PublicUrl(renderUrl != null ? renderUrl : "http://localhost:" + port);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailSettings[" + from + ", " + publicUrl + "]";
    }
}
