package io.tenantry.mail;

import java.time.Duration;
import java.util.Properties;

/** What the mail library is told about a connection: how long to wait, and not to show a password to whoever listens. */
final class SmtpProperties {

    private SmtpProperties() {}

    /** Package summary of org.eclipse.angus.mail.smtp; times are in milliseconds. */
    static Properties of(SmtpUrl url, Sender sender, MailSettings settings) {
        Properties properties = new Properties();
        String prefix = "mail." + url.protocol() + ".";
        properties.setProperty(prefix + "connectiontimeout", millis(settings.connectTimeout()));
        properties.setProperty(prefix + "timeout", millis(settings.answerTimeout()));
        properties.setProperty(prefix + "writetimeout", millis(settings.answerTimeout()));
        properties.setProperty(prefix + "auth", String.valueOf(url.credentials() != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", String.valueOf(!url.tls() && url.credentials() != null));
        // What the id of a message ends with; otherwise that is the name of this machine.
        properties.setProperty("mail.from", sender.address());
        return properties;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
