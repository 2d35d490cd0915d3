package io.tenantry.onboarding;

import io.tenantry.identity.ResetToken;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.mail.Mail;
import io.tenantry.mail.PublicUrl;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people read who have forgotten their password. */
@Component
class PasswordResetMail {

    private static final String PAGE = "/reset-password";

    private final HttpSettings settings;
    private final PublicUrl publicUrl;

    PasswordResetMail(HttpSettings settings, PublicUrl publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    /** One mail with a link for each account. */
    Mail to(EmailAddress address, List<ResetToken> tokens) {
        return new Mail(address, "Set a new password at " + settings.appName(), """
                Somebody, you perhaps, asked for a new password for %s at %s (%s).

                %s

                A link works once, within an hour, and until another is asked for. If it was not you, leave this mail alone: nothing has changed.
                """.formatted(
                        address,
                        settings.appName(),
                        publicUrl,
                        tokens.stream().map(this::paragraph).collect(Collectors.joining("\n\n"))));
    }

    private String paragraph(ResetToken token) {
        String name = token.organizationName();
        String account = name == null
                ? "Your account as a superuser:"
                : "Your account in the organization " + Quotation.of(name) + ":";
        return account + "\n" + link(token);
    }

    /** Where the password is set. */
    String link(ResetToken token) {
        return publicUrl.link(PAGE, token.token().text());
    }
}
