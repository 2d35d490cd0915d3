package io.tenantry.identity.throttle;

import io.tenantry.kernel.SettingException;
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
        require("tenantry.password-reset.mails", mails);
        require("tenantry.password-reset.address-requests", addressRequests);
    }

    private static void require(String name, int times) {
        if (times < 2) {
            throw new SettingException(name, "must be 2 or more.");
        }
    }

    Limit ofMails() {
        return Limit.atMost(mails, HOUR);
    }

    Limit ofAddresses() {
        return new Limit(addressRequests, HOUR);
    }
}
