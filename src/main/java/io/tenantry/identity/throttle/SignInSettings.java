package io.tenantry.identity.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much guessing is too much.
 *
 * @param accountFailures wrong passwords for an account within 15 minutes, and wrong codes within a day
 * @param addressFailures failures of any kind from an address within 15 minutes
 */
@ConfigurationProperties("tenantry.sign-in")
record SignInSettings(
        @DefaultValue("10") int accountFailures,
        @DefaultValue("200") int addressFailures) {

    private static final Duration QUARTER_OF_AN_HOUR = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofDays(1);

    SignInSettings {
        Limit.requireEnough("tenantry.sign-in.account-failures", accountFailures);
        Limit.requireEnough("tenantry.sign-in.address-failures", addressFailures);
    }

    Limit ofPasswords() {
        return new Limit(accountFailures, QUARTER_OF_AN_HOUR);
    }

    /**
     * There are only a million codes, and three of them are right at a time. With a window of a day somebody who has the
     * password gets some 115 guesses a day, which is one chance in 3,000; with a quarter of an hour it would be 1 in 180.
     */
    Limit ofCodes() {
        return new Limit(accountFailures, DAY);
    }

    Limit ofAddresses() {
        return new Limit(addressFailures, QUARTER_OF_AN_HOUR);
    }
}
