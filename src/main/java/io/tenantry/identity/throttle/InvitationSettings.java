package io.tenantry.identity.throttle;

import io.tenantry.kernel.SettingException;
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
        require("INVITATION_MAILS_PER_HOUR", mailsPerHour);
        require("INVITATION_MAILS_PER_RECIPIENT", mailsPerRecipient);
    }

    private static void require(String name, int mails) {
        if (mails < 2) {
            throw new SettingException(name, "It is a number from 2 on.");
        }
    }

    Limit ofOrganizations() {
        return new Limit(mailsPerHour, Duration.ofHours(1));
    }

    Limit ofRecipients() {
        return Limit.atMost(mailsPerRecipient, Duration.ofDays(1));
    }
}
