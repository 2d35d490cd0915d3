package io.tenantry.identity.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many invitations the people of an organization may have mailed.
 *
 * @param mailsPerHour {@code INVITATION_MAILS_PER_HOUR}: from that number within an hour each one delays the next
 */
@ConfigurationProperties("tenantry.invitations")
record InvitationSettings(@DefaultValue("100") int mailsPerHour) {

    InvitationSettings {
        Limit.requireEnough("INVITATION_MAILS_PER_HOUR", mailsPerHour);
    }

    Limit ofMails() {
        return new Limit(mailsPerHour, Duration.ofHours(1));
    }
}
