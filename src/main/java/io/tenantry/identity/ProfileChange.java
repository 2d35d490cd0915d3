package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH /me} changes: a field left out, or null, stays as it is. */
@Schema(description = "A field that is left out, or null, stays as it is.")
record ProfileChange(
        @Schema(
                description = "An empty string removes it.",
                types = {"string", "null"},
                example = "Grace Hopper")
        @Size(max = 200)
        @Nullable
        String fullName) {

    UserChange toUserChange() {
        return new UserChange(fullName, null, null);
    }
}
