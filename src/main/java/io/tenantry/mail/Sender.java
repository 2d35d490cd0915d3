package io.tenantry.mail;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.SettingException;
import io.tenantry.kernel.Text;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whom mails come from.
 *
 * @param address in ASCII, since not every server takes others
 */
record Sender(String name, String address) {

    private static final String NOWHERE = "no-reply@localhost.localdomain";

    /**
     * The sender in {@code MAIL_FROM}.
     *
     * @param name what the service calls itself, unless the text has a name of its own
     * @throws SettingException when there is none
     */
    static Sender of(String text, String name) {
        try {
            InternetAddress[] found = InternetAddress.parse(Text.clean(text), true);
            if (found.length != 1 || found[0].isGroup() || !isAscii(found[0].getAddress())) {
                throw refusal();
            }
            String given = found[0].getPersonal();
            return new Sender(
                    given == null ? name : given,
                    EmailAddress.of(found[0].getAddress()).withAsciiDomain());
        } catch (AddressException | InvalidValueException e) {
            throw refusal();
        }
    }

    /** The sender where none is set: at the service's own host, or who hands the mail in, who may send in their own name. */
    static Sender byDefault(PublicUrl publicUrl, SmtpUrl.@Nullable Credentials credentials, String name) {
        String domain = publicUrl.domain();
        if (domain != null) {
            return of("no-reply@" + domain, name);
        }
        return new Sender(name, credentials != null && isAddress(credentials.user()) ? credentials.user() : NOWHERE);
    }

    private static boolean isAddress(String text) {
        try {
            return isAscii(EmailAddress.of(text).withAsciiDomain());
        } catch (InvalidValueException none) {
            return false;
        }
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static SettingException refusal() {
        return new SettingException(
                "MAIL_FROM",
                "It is one address in ASCII, such as no-reply@example.com or Acme <no-reply@example.com>.");
    }
}
