package io.tenantry.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.ShownOnce;
import io.tenantry.kernel.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new API key with its text, which is shown this once. */
@Schema(name = "CreatedApiKey")
record CreatedApiKeyView(
        String id,

        @Schema(
                description = "To be sent as X-API-Key. It is shown this once: null in an answer that is repeated.",
                types = {"string", "null"},
                example = "tnt_65f0c0ffee0c0ffee0c0ffee_4Fz0aQ1b_2mN8sQ0vT5xY7zB1cD3eF4gH6jK9lP0r")
        @ShownOnce
        @Nullable
        String key,

        String name,
        String keyPrefix,
        String role,
        String createdBy,
        Instant createdAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant expiresAt,

        @JsonIgnore long version)
        implements Versioned {

    static CreatedApiKeyView of(ApiKeyService.Created created) {
        ApiKey key = created.key();
        return new CreatedApiKeyView(
                key.id().toString(),
                created.text().text(),
                key.name(),
                key.keyPrefix(),
                key.role(),
                key.createdBy().toHexString(),
                key.createdAt(),
                key.expiresAt(),
                key.version());
    }

    /** Without what is shown once. */
    @Override
    public String toString() {
        return "CreatedApiKey[" + id + "]";
    }
}
