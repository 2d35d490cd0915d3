package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What somebody shows to be known.
 *
 * @param otp a code of their authenticator or a recovery code, for those who have a second factor
 */
public record Credentials(
        EmailAddress email, Secret password, @Nullable Secret otp) {

    /** What callers read about the field. */
    public static final String OTP =
            "For those with a second factor: six digits from the authenticator, or a recovery code. Others leave it out.";
}
