package io.tenantry.identity;

import io.tenantry.kernel.OneUseToken;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody may set another password for an account, once: who has the token. An account has one, the last that was asked for.
 *
 * @param userId the login, or the superuser
 * @param hash SHA-256 of the token
 * @param organizationId null for a superuser
 * @param givenBy the colleague who got the token, or the superuser; null when it went to the address of the account
 */
@Document("password_resets")
record PasswordReset(
        @Id UserId userId,
        String hash,
        @Nullable OrganizationId organizationId,
        @Nullable UserId givenBy,
        Instant createdAt,
        Instant expiresAt) {

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** One that goes to the address of the account. */
    static PasswordReset mailed(OneUseToken token, ResettableAccount account, Instant now) {
        return of(token, account, null, now);
    }

    static PasswordReset given(OneUseToken token, ResettableAccount account, UserId giver, Instant now) {
        return of(token, account, giver, now);
    }

    private static PasswordReset of(OneUseToken token, ResettableAccount account, @Nullable UserId giver, Instant now) {
        return new PasswordReset(account.id(), token.hash(), account.organizationId(), giver, now, now.plus(LIFETIME));
    }

    boolean isMailed() {
        return givenBy == null;
    }

    /** Whether this is the token of it, told in constant time, and it can still be used. */
    boolean admits(OneUseToken presented, Instant now) {
        return presented.isKeptAs(hash) && now.isBefore(expiresAt);
    }
}
