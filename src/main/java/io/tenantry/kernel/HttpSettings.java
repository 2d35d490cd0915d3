package io.tenantry.kernel;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service is reached.
 *
 * @param appName what the service calls itself, {@code APP_NAME}
 * @param port where it listens, {@code PORT}; 0 is any free one
 * @param corsOrigins the origins whose pages may call it, {@code CORS_ORIGINS}; none: CORS is off
 * @param corsAllowCredentials whether they may send cookies, {@code CORS_ALLOW_CREDENTIALS}
 * @param trustedProxies the networks whose forwarded headers count, {@code TRUSTED_PROXIES}
 * @param requestTimeout how long a body may take to arrive; then the answer is 408
 */
@ConfigurationProperties("tenantry.http")
public record HttpSettings(
        @DefaultValue("Tenantry") String appName,
        @DefaultValue("8000") int port,
        @DefaultValue List<String> corsOrigins,
        boolean corsAllowCredentials,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("60s") Duration requestTimeout) {

    /** @throws SettingException when the port is none */
    public HttpSettings {
        port = ListeningPort.checked("PORT", port);
        corsOrigins = cleaned(corsOrigins);
        trustedProxies = cleaned(trustedProxies);
    }

    private static List<String> cleaned(List<String> items) {
        return items.stream().map(String::strip).filter(item -> !item.isEmpty()).toList();
    }
}
