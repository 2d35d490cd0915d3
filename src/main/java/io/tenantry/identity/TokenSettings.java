package io.tenantry.identity;

import io.tenantry.kernel.StartRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How access tokens are made.
 *
 * @param secretKey {@code SECRET_KEY}: with the embedded database one is generated and kept when it is left out
 * @param algorithm {@code ALGORITHM}: so far {@code HS256}
 * @param accessTokenMinutes {@code ACCESS_TOKEN_EXPIRE_MINUTES}
 * @param audience {@code TOKEN_AUDIENCE}: {@code aud} of the tokens, left out when empty
 */
@ConfigurationProperties("tenantry.tokens")
record TokenSettings(
        @Nullable String secretKey,
        @DefaultValue("HS256") String algorithm,
        @DefaultValue("30") int accessTokenMinutes,
        @DefaultValue("tenantry") String audience) {

    private static final int A_YEAR_OF_MINUTES = 525_600;

    TokenSettings {
        if (!algorithm.equals("HS256")) {
            throw new StartRefusedException(
                    "ALGORITHM is '" + algorithm + "'.", "Leave it out, or set it to HS256: no other exists yet.");
        }
        if (accessTokenMinutes < 1 || accessTokenMinutes > A_YEAR_OF_MINUTES) {
            throw new StartRefusedException(
                    "ACCESS_TOKEN_EXPIRE_MINUTES is " + accessTokenMinutes + ".",
                    "Set it to a number of minutes from 1 to 525600, or leave it out for 30.");
        }
    }

    Duration accessTokenLifetime() {
        return Duration.ofMinutes(accessTokenMinutes);
    }
}
