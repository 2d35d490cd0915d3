package io.tenantry.announcement;

import io.lettuce.core.RedisURI;
import io.tenantry.kernel.SettingException;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How instances tell each other that something was announced.
 *
 * @param url {@code REDIS_URL}; empty: they look for it
 */
@ConfigurationProperties("tenantry.redis")
record RedisSettings(@DefaultValue("") String url) {

    /** @throws SettingException when it is set and no address of a Redis, which is not repeated: it may have a password */
    RedisSettings {
        url = url.strip();
        try {
            if (!url.isEmpty()) {
                RedisURI.create(url);
            }
        } catch (IllegalArgumentException malformed) {
            throw new SettingException("REDIS_URL", "It is no address such as redis://:password@localhost:6379.");
        }
    }

    Optional<RedisURI> uri() {
        return url.isEmpty() ? Optional.empty() : Optional.of(RedisURI.create(url));
    }

    /** The password does not show itself in logs. */
    @Override
    public String toString() {
        return url.isEmpty() ? "no Redis" : "a Redis";
    }
}
