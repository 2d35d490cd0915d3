package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API key as callers see one, without the key. */
@Schema(name = "ApiKey")
record ApiKeyView(
        String id,
        String name,

        @Schema(description = "What the key shows of itself.", example = "4Fz0aQ1b")
        String keyPrefix,

        String role,
        String createdBy,
        Instant createdAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant expiresAt,

        @Schema(
                description = "To the minute.",
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant lastUsedAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant revokedAt) {

    static ApiKeyView of(ApiKeyService.Used used) {
        ApiKey key = used.key();
        return new ApiKeyView(
                key.id().toString(),
                key.name(),
                key.keyPrefix(),
                key.role(),
                key.createdBy().toHexString(),
                key.createdAt(),
                key.expiresAt(),
                used.lastUsedAt(),
                key.revokedAt());
    }
}
