package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.NeverNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What {@code PATCH /user/{id}} changes: a field left out stays as it is, and so does a name that is null. */
@Schema(description = "A field that is left out stays as it is, and so does a name that is null.")
record UserChange(
        @Schema(
                description = "An empty string removes it.",
                types = {"string", "null"},
                example = "Grace Hopper")
        @Size(max = 200)
        @Nullable
        String fullName,

        @Schema(example = "member") @JsonDeserialize(using = NeverNull.class) @Size(max = 64) @Nullable
        String role,

        @Schema(example = "active") @JsonDeserialize(using = NeverNull.class) @Nullable
        UserStatus status) {}
