package io.tenantry.identity;

import io.tenantry.identity.totp.Totp;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What somebody signs in with, a person of an organization or a superuser: {@link AccountStore} knows where each is kept. */
sealed interface Account permits Login, SuperuserAccount {

    UserId id();

    EmailAddress email();

    String passwordHash();

    /** Their second factor, or one that they have not confirmed yet. */
    @Nullable
    Totp totp();

    @Nullable
    Long changes();

    /** How often the password was changed or a second factor enabled: who signs in meanwhile has shown what no longer counts. */
    default long changeCount() {
        Long changes = changes();
        return changes == null ? 0 : changes;
    }

    /** {@link #changeCount} as it was, but for second factors enabled since, when somebody last signed in. */
    @Nullable
    Long signedInWith();

    /** Whether somebody has signed in with the password that it has now. */
    default boolean isProven() {
        Long with = signedInWith();
        return with != null && with == changeCount();
    }

    /** Whether a code is asked for beside the password. */
    default boolean hasSecondFactor() {
        Totp totp = totp();
        return totp != null && totp.isEnabled();
    }
}
