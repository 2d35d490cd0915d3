package io.tenantry.metrics;

import io.tenantry.kernel.ListeningPort;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where metrics are read.
 *
 * @param port {@code MANAGEMENT_PORT}; null, and metrics are not to be read, when it is empty; 0 is any free one
 */
@ConfigurationProperties("tenantry.metrics")
record MetricsSettings(@Nullable Integer port) {

    /** @throws io.tenantry.kernel.SettingException when the port is none */
    MetricsSettings {
        port = port == null ? null : ListeningPort.checked("MANAGEMENT_PORT", port);
    }
}
