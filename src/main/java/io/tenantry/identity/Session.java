package io.tenantry.identity;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a login began: the family of all refresh tokens that follow from it, of which only the newest is good (RFC 9700, section
 * 4.14.2). Its access tokens name it and are good while it is there.
 *
 * @param organizationId null for a superuser
 * @param generation which refresh token of the family is the newest: 1 for the first
 * @param refreshHash the SHA-256 of the newest, in hexadecimal digits: a token has too many bits to be tried out, so it
 *     needs no slow hash
 */
@Document("refresh_tokens")
record Session(
        @Id String id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        long generation,
        String refreshHash,
        Instant startedAt,
        Instant expiresAt) {

    static Session begun(SignedIn person, RefreshToken first, Instant now, Instant expiresAt) {
        return new Session(
                first.session(),
                person.id(),
                person.tenant() == null ? null : person.tenant().id(),
                first.generation(),
                first.hash(),
                now,
                expiresAt);
    }

    boolean isOf(UserId user) {
        return userId.equals(user);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
