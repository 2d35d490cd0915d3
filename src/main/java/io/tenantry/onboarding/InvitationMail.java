package io.tenantry.onboarding;

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
            You are invited to join %s.

            Follow this link to choose a password, and give the address that this mail came to:

            %s

            The link works once, and for seven days. If you know nothing of this, you need not do anything.
            """;

    private final Mailer mailer;
    private final PublicUrl url;

    InvitationMail(Mailer mailer, PublicUrl url) {
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
        return isConfigured()
                ? TenantContext.current()
                        .flatMap(organization -> mailer.send(mail(invitation, organization, link)))
                        .timeout(PATIENCE)
                        .thenReturn(true)
                        .onErrorReturn(false)
                : Mono.just(false);
    }

    private static Mail mail(Invitation invitation, Tenant organization, String link) {
        return new Mail(
                invitation.email(), "Invitation to " + organization.name(), TEXT.formatted(organization.name(), link));
    }
}
