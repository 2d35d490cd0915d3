package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.RandomText;
import io.tenantry.kernel.Sha256;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Stands for credentials once, where these cannot be sent.
 *
 * @param hash SHA-256 of the ticket, whose 32 characters in base62 have 190 random bits and need no slow hash
 * @param until how long the credentials are good that it stands for; null for ever
 */
@Document("tickets")
record Ticket(
        @Id String hash,
        ActorType actorType,
        UserId userId,
        OrganizationId organizationId,
        String sessionId,
        @Nullable Instant until,
        Instant expiresAt) {

    static final Duration LIFETIME = Duration.ofSeconds(30);

    private static final int LENGTH = 32;

    static String random() {
        return RandomText.base62(LENGTH);
    }

    static Ticket of(String text, Actor actor, Instant until, Instant now) {
        return new Ticket(
                Sha256.hex(text),
                actor.type(),
                actor.userId(),
                actor.organizationId(),
                actor.sessionId(),
                until.equals(Instant.MAX) ? null : until,
                now.plus(LIFETIME));
    }

    Authenticated proof() {
        return new Authenticated(
                new Actor(actorType, userId, organizationId, sessionId), until == null ? Instant.MAX : until);
    }
}
