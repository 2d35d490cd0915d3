package io.tenantry.identity.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many invitations may be mailed.
 *
 * @param mailsPerHour by the people of an organization, {@code INVITATION_MAILS_PER_HOUR}: from that number within an hour
 *     each one delays the next
 * @param mailsPerRecipient to one address within a day, whoever invites it, {@code INVITATION_MAILS_PER_RECIPIENT}
 */
@ConfigurationProperties("tenantry.invitations")
record InvitationSettings(
        @DefaultValue("100") int mailsPerHour,
        @DefaultValue("5") int mailsPerRecipient) {

    InvitationSettings {
        Limit.requireEnough("INVITATION_MAILS_PER_HOUR", mailsPerHour);
        Limit.requireEnough("INVITATION_MAILS_PER_RECIPIENT", mailsPerRecipient);
    }

    Limit ofOrganizations() {
        return new Limit(mailsPerHour, Duration.ofHours(1));
    }

    Limit ofRecipients() {
        return Limit.atMost(mailsPerRecipient, Duration.ofDays(1));
    }
}
