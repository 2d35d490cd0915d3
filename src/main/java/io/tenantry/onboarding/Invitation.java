package io.tenantry.onboarding;

import io.tenantry.identity.PromisedRole;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody may join the organization, once. Whoever accepts it first enters the {@link Use}, then becomes a user, and with
 * the user it is accepted: what dies in between leaves a use that is stale after a minute, and the next attempt takes its place.
 *
 * @param openFor the address while it was not accepted; of these there is one for an address
 * @param roleMadeAt tells the role from a later one of the same name; null for one that is built in
 * @param hash SHA-256 of the whole token
 * @param createdBy the user, API key or superuser who made it
 */
@Document("invitations")
record Invitation(
        @Id ObjectId id,
        EmailAddress email,
        @Nullable EmailAddress openFor,
        String role,
        @Nullable Instant roleMadeAt,
        String hash,
        ObjectId createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Use use,
        @Nullable Instant acceptedAt) {

    static final Duration LASTS = Duration.ofDays(7);

    /** After this long whoever was at work on it is taken for gone: far more than a request may last. */
    static final Duration STALE_AFTER = Duration.ofSeconds(60);

    /**
     * Somebody is joining on it.
     *
     * @param userId the id that their user will have
     */
    record Use(UserId userId, Instant at) {

        boolean isStale(Instant now) {
            return at.plus(STALE_AFTER).isBefore(now);
        }
    }

    static Invitation create(
            ObjectId id, EmailAddress email, PromisedRole role, InvitationToken token, UserId creator, Instant now) {
        return new Invitation(
                id,
                email,
                email,
                role.name(),
                role.madeAt(),
                token.hash(),
                creator.value(),
                now,
                now.plus(LASTS),
                null,
                null);
    }

    PromisedRole promisedRole() {
        return new PromisedRole(role, roleMadeAt);
    }

    /** The role that somebody may still get by it; none once it has expired. */
    Optional<PromisedRole> promise(Instant now) {
        return isExpired(now) ? Optional.empty() : Optional.of(promisedRole());
    }

    /** Being accepted is the one change that there is to see. */
    long version() {
        return isAccepted() ? 2 : 1;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether this is the token of it, told in constant time, and it can still be used, or was by this very request. */
    boolean admits(InvitationToken presented, UserId user, Instant now) {
        return presented.value().isKeptAs(hash) && (isUsedBy(user) || (acceptedAt == null && !isExpired(now)));
    }

    boolean isUsedBy(UserId user) {
        return use != null && use.userId().equals(user);
    }

    boolean isAccepted() {
        return acceptedAt != null;
    }

    /** Whether somebody is joining on it at this moment. */
    boolean isInUse(Instant now) {
        return acceptedAt == null && use != null && !use.isStale(now);
    }
}
