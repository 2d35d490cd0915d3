package io.tenantry.identity;

import io.tenantry.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Lets somebody set another password for one account: once, and within an hour.
 *
 * @param value 256 random bits, of letters, digits, {@code -} and {@code _}
 * @param organizationName whose account it is for; null for a superuser's
 */
public record ResetToken(Secret value, @Nullable String organizationName) {}
