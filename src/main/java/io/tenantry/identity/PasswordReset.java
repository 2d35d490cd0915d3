package io.tenantry.identity;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Sha256;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody may set another password for an account, once: who has the token that this is the hash of.
 *
 * @param id the SHA-256 of the token, in hexadecimal digits: it has too many bits to be tried out, so it needs no slow hash
 * @param userId the login, or the superuser
 * @param organizationId null for a superuser
 * @param mailed whether the token went to the address of the account, or else to a colleague
 */
@Document("password_resets")
record PasswordReset(
        @Id String id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        boolean mailed,
        Instant createdAt,
        Instant expiresAt) {

    private static final Duration LIFETIME = Duration.ofHours(1);

    static PasswordReset of(
            Secret token, UserId user, @Nullable OrganizationId organization, boolean mailed, Instant now) {
        return new PasswordReset(idOf(token), user, organization, mailed, now, now.plus(LIFETIME));
    }

    static String idOf(Secret token) {
        return Sha256.hex(token.value());
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
