package io.tenantry.identity;

import io.tenantry.kernel.SettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the first superuser is made.
 *
 * @param token {@code BOOTSTRAP_TOKEN}: left out, one is generated and printed while there is no superuser
 */
@ConfigurationProperties("tenantry.bootstrap")
record BootstrapSettings(@Nullable String token) {

    private static final int LEAST_CHARACTERS = 20;

    /** @throws SettingException when the token is short enough to be guessed, or cannot be sent in a header */
    BootstrapSettings {
        token = token == null || token.isEmpty() ? null : token;
        if (token != null && token.length() < LEAST_CHARACTERS) {
            throw new SettingException(
                    "BOOTSTRAP_TOKEN",
                    "It has fewer than " + LEAST_CHARACTERS + " characters. Make one with: openssl rand -base64 24");
        }
        if (token != null && !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new SettingException(
                    "BOOTSTRAP_TOKEN", "It is sent in a header, so it has only letters, digits and signs of ASCII.");
        }
    }
}
