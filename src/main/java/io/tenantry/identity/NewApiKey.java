package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api-keys}. */
record NewApiKey(
        @Schema(example = "Check-in desk") @NotBlank @Size(max = 100)
        String name,

        @Schema(description = "What the key may do: one of the organization's roles.", example = "organizer")
        @NotNull
        @Size(max = 64)
        String role,

        @Schema(
                description = "From then on it is refused; left out, it lasts until it is revoked.",
                types = {"string", "null"},
                format = "date-time",
                example = "2027-01-01T00:00:00Z")
        @Nullable
        Instant expiresAt) {}
