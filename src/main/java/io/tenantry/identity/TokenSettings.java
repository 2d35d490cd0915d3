package io.tenantry.identity;

import io.tenantry.kernel.StartRefusedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How access tokens are made.
 *
 * @param secretKey {@code SECRET_KEY}: with the embedded database one is generated and kept when it is left out
 * @param previousSecretKeys {@code PREVIOUS_SECRET_KEYS}: those from before, which are still good; none is empty
 * @param algorithm {@code ALGORITHM}: {@code HS256} or {@code RS256}
 * @param jwtPrivateKey {@code JWT_PRIVATE_KEY}: what RS256 signs with, PEM or the path of a file with it
 * @param jwtPreviousKeys {@code JWT_PREVIOUS_KEYS}: RSA keys whose tokens are good too, likewise
 * @param accessTokenMinutes {@code ACCESS_TOKEN_EXPIRE_MINUTES}
 * @param refreshTokenDays {@code REFRESH_TOKEN_EXPIRE_DAYS}: how long nobody may be away and still be signed in
 * @param audience {@code TOKEN_AUDIENCE}: {@code aud} of the tokens, left out when empty
 */
@ConfigurationProperties("tenantry.tokens")
record TokenSettings(
        @Nullable String secretKey,
        @DefaultValue List<String> previousSecretKeys,
        @DefaultValue("HS256") String algorithm,
        @Nullable String jwtPrivateKey,
        @Nullable String jwtPreviousKeys,
        @DefaultValue("30") int accessTokenMinutes,
        @DefaultValue("30") int refreshTokenDays,
        @DefaultValue("tenantry") String audience) {

    static final String PRIVATE_KEY = "JWT_PRIVATE_KEY";

    static final String PREVIOUS_KEYS = "JWT_PREVIOUS_KEYS";

    private static final String RS256 = "RS256";

    private static final int A_YEAR_OF_MINUTES = 525_600;
    private static final int TEN_YEARS_OF_DAYS = 3_650;

    TokenSettings {
        previousSecretKeys = previousSecretKeys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        if (!algorithm.equals("HS256") && !algorithm.equals(RS256)) {
            throw new StartRefusedException(
                    "ALGORITHM is '" + algorithm + "'.", "Set it to HS256 or RS256, or leave it out for HS256.");
        }
        if (!algorithm.equals(RS256) && jwtPrivateKey != null && !jwtPrivateKey.isBlank()) {
            throw new StartRefusedException(
                    PRIVATE_KEY + " is set, and ALGORITHM is not RS256.",
                    "Set ALGORITHM=RS256 to sign with the key, or move it to " + PREVIOUS_KEYS
                            + " to only verify with it.");
        }
        if (accessTokenMinutes < 1 || accessTokenMinutes > A_YEAR_OF_MINUTES) {
            throw new StartRefusedException(
                    "ACCESS_TOKEN_EXPIRE_MINUTES is " + accessTokenMinutes + ".",
                    "Set it to a number of minutes from 1 to 525600, or leave it out for 30.");
        }
        if (refreshTokenDays < 1 || refreshTokenDays > TEN_YEARS_OF_DAYS) {
            throw new StartRefusedException(
                    "REFRESH_TOKEN_EXPIRE_DAYS is " + refreshTokenDays + ".",
                    "Set it to a number of days from 1 to 3650, or leave it out for 30.");
        }
    }

    Duration refreshTokenLifetime() {
        return Duration.ofDays(refreshTokenDays);
    }

    boolean isRsa() {
        return algorithm.equals(RS256);
    }

    Duration accessTokenLifetime() {
        return Duration.ofMinutes(accessTokenMinutes);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "TokenSettings[" + algorithm + ", " + accessTokenMinutes + " min, " + audience + "]";
    }
}
