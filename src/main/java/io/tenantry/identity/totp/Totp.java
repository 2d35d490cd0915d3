package io.tenantry.identity.totp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of a person, as it is kept beside their password.
 *
 * @param sealedKey {@link TotpSeal#seal}; each enrolment has another one
 * @param enabledAt left out until a first code has shown that the authenticator has the key
 * @param lastStep the step of the last code that was used: it and all before it are worth nothing any more
 * @param recoveryCodes the hashes of those that are left
 */
public record Totp(String sealedKey, @Nullable Instant enabledAt, long lastStep, List<String> recoveryCodes) {

    public static Totp enrolled(String sealedKey) {
        return new Totp(sealedKey, null, 0, List.of());
    }

    /** Whether a code is asked for. */
    public boolean isEnabled() {
        return enabledAt != null;
    }
}
