package io.tenantry.announcement;

import io.tenantry.kernel.SettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many may be connected for announcements at once, to each instance.
 *
 * @param connectionsPerUser {@code ANNOUNCEMENT_CONNECTIONS_PER_USER}, a person's, an API key's or a superuser's
 * @param connectionsPerOrganization {@code ANNOUNCEMENT_CONNECTIONS_PER_ORGANIZATION}
 * @param pollEvery how often what other instances have announced is looked for
 * @param pingEvery how often a sign of life is sent; who does not answer two is cut off
 */
@ConfigurationProperties("tenantry.announcements")
record ConnectionSettings(
        @DefaultValue("20") int connectionsPerUser,
        @DefaultValue("10000") int connectionsPerOrganization,
        @DefaultValue("1s") Duration pollEvery,
        @DefaultValue("25s") Duration pingEvery) {

    ConnectionSettings {
        requirePositive("ANNOUNCEMENT_CONNECTIONS_PER_USER", connectionsPerUser);
        requirePositive("ANNOUNCEMENT_CONNECTIONS_PER_ORGANIZATION", connectionsPerOrganization);
    }

    private static void requirePositive(String variable, int number) {
        if (number < 1) {
            throw new SettingException(variable, "It is a number from 1 on.");
        }
    }
}
