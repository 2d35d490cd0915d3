package io.tenantry.identity.throttle;

import io.tenantry.kernel.SettingException;
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
        if (mailsPerHour < 2) {
            throw new SettingException("INVITATION_MAILS_PER_HOUR", "It is a number from 2 on.");
        }
    }

    Limit ofMails() {
        return new Limit(mailsPerHour, Duration.ofHours(1));
    }
}
