package io.tenantry.identity.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a forgotten password may be asked about.
 *
 * @param mails to an e-mail address within an hour
 * @param addressRequests from a client address within an hour, whatever accounts they are about
 */
@ConfigurationProperties("tenantry.password-reset")
record ResetSettings(
        @DefaultValue("3") int mails, @DefaultValue("30") int addressRequests) {

    private static final Duration HOUR = Duration.ofHours(1);

    ResetSettings {
        Limit.requireEnough("tenantry.password-reset.mails", mails);
        Limit.requireEnough("tenantry.password-reset.address-requests", addressRequests);
    }

    Limit ofMails() {
        return Limit.atMost(mails, HOUR);
    }

    Limit ofAddresses() {
        return new Limit(addressRequests, HOUR);
    }
}
