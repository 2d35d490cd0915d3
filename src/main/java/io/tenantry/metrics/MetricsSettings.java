package io.tenantry.metrics;

import io.tenantry.kernel.SettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where metrics are read.
 *
 * @param port {@code MANAGEMENT_PORT}; null, and metrics are not to be read, when it is empty; 0 is any free one
 */
@ConfigurationProperties("tenantry.metrics")
record MetricsSettings(@Nullable Integer port) {

    private static final int HIGHEST_PORT = 65_535;

    /** @throws SettingException when the port is none */
    MetricsSettings {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new SettingException("MANAGEMENT_PORT", "It is a number from 0 to " + HIGHEST_PORT + ", or empty.");
        }
    }
}
