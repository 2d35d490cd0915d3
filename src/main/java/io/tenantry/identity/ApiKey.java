package io.tenantry.identity;

import io.tenantry.kernel.Sha256;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A key by which a program acts in an organization.
 *
 * @param keyPrefix what people see of the key
 * @param hash SHA-256 of the whole key
 * @param createdBy the user, key or superuser who made it
 */
@Document("api_keys")
record ApiKey(
        @Id UserId id,
        String name,
        String keyPrefix,
        String hash,
        String role,
        ObjectId createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    static ApiKey create(UserId id, ApiKeyText key, NewApiKey wanted, UserId creator, Instant now) {
        return new ApiKey(
                id,
                wanted.name(),
                key.prefix(),
                key.hash(),
                wanted.role(),
                creator.value(),
                now,
                wanted.expiresAt(),
                null);
    }

    /** Whether this is the key that somebody presents, told in constant time. */
    boolean admits(ApiKeyText presented) {
        return Sha256.isEqual(hash, presented.hash());
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    /** Revoking is the one change that there is. */
    long version() {
        return isRevoked() ? 2 : 1;
    }

    boolean isUsable(Instant now) {
        return !isRevoked() && (expiresAt == null || now.isBefore(expiresAt));
    }
}
