package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /roles/{name}}. */
record RoleChange(
        @Schema(
                example = "Greets guests and checks teams in.",
                types = {"string", "null"})
        @Size(max = 500)
        @Nullable
        String description,

        @ArraySchema(
                arraySchema = @Schema(description = "action:resource, either of which may be *."),
                schema = @Schema(maxLength = 64, example = "read:events"))
        @NotNull
        @Size(max = 100)
        List<@NotNull @Size(max = 64) String> permissions) {

    /** @throws ProblemException 400 for one that is none */
    Permissions toPermissions() {
        try {
            return Permissions.of(permissions);
        } catch (InvalidValueException unknown) {
            throw ProblemException.invalid("permissions", unknown.problem());
        }
    }

    @Nullable
    String cleanDescription() {
        return description == null || description.isEmpty() ? null : description;
    }
}
