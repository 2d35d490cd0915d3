package io.tenantry.onboarding;

import io.tenantry.kernel.HttpSettings;
import io.tenantry.mail.Mail;
import io.tenantry.mail.Mailer;
import io.tenantry.mail.PublicUrl;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes invitations to those who are invited, where the service can send mail. */
@Component
class InvitationMail {

    /** How long the answer to who invites waits for the mail server. What it takes after that was sent all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String TEXT = """
            You are invited to an organization at %s (%s). Whoever made it calls it

                %s

            To join, follow this link, choose a password, and give the address that this mail came to:

            %s

            The link works once, and for seven days. If you know nothing of this, you need not do anything.
            """;

    private final HttpSettings settings;
    private final Mailer mailer;
    private final PublicUrl url;

    InvitationMail(HttpSettings settings, Mailer mailer, PublicUrl url) {
        this.settings = settings;
        this.mailer = mailer;
        this.url = url;
    }

    /** Whether the service can send mail. */
    boolean isConfigured() {
        return mailer.isConfigured();
    }

    /** The page on which the invitation is accepted. */
    String link(InvitationToken token) {
        return url.link("/join", token.text());
    }

    /** Sends the link; the answer is false, and never an error, when it did not go out. The mailer logs why. */
    Mono<Boolean> send(Invitation invitation, String link) {
        return TenantContext.current()
                .flatMap(organization -> mailer.send(mail(invitation, organization, link)))
                .timeout(PATIENCE)
                .thenReturn(true)
                .onErrorReturn(false);
    }

    /** The subject has nothing that somebody chose who only wants to be read. */
    private Mail mail(Invitation invitation, Tenant organization, String link) {
        return new Mail(
                invitation.email(),
                "You are invited to an organization at " + settings.appName(),
                TEXT.formatted(settings.appName(), url, Quotation.of(organization.name()), link));
    }
}
