package io.tenantry.identity;

import io.tenantry.kernel.OneUseToken;
import org.jspecify.annotations.Nullable;

/**
 * Lets somebody set another password for one account: once, within an hour, and until another one is asked for.
 *
 * @param organizationName whose account it is for; null for a superuser's
 */
public record ResetToken(OneUseToken token, @Nullable String organizationName) {

    static final String KIND = "rst";
}
