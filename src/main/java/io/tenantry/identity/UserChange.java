package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH /user/{id}} changes: a field left out, or null, stays as it is. */
@Schema(description = "A field that is left out, or null, stays as it is.")
record UserChange(
        @Schema(
                description = "An empty string removes it.",
                types = {"string", "null"},
                example = "Grace Hopper")
        @Size(max = 200)
        @Nullable
        String fullName,

        @Schema(
                example = "member",
                types = {"string", "null"})
        @Size(max = 64)
        @Nullable
        String role,

        @Schema(example = "active") @Nullable UserStatus status) {}
