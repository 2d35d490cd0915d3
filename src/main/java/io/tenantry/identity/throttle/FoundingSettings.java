package io.tenantry.identity.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many organizations are too many.
 *
 * @param organizationsPerHour {@code ORGANIZATIONS_PER_HOUR}: from so many on that a client address has made or tried to make
 *     within an hour, the next ones wait; 0 for no limit, and then nothing is counted
 */
@ConfigurationProperties("tenantry.founding")
record FoundingSettings(@DefaultValue("200") int organizationsPerHour) {

    FoundingSettings {
        if (organizationsPerHour != 0) {
            Limit.requireEnough("ORGANIZATIONS_PER_HOUR", organizationsPerHour);
        }
    }

    boolean areLimited() {
        return organizationsPerHour != 0;
    }

    Limit ofOrganizations() {
        return new Limit(organizationsPerHour, Duration.ofHours(1));
    }
}
