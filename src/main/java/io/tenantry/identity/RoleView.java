package io.tenantry.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Versioned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as callers see one. */
@Schema(name = "Role")
record RoleView(
        @Schema(example = "greeter") String name,
        @Schema(types = {"string", "null"}) @Nullable String description,

        @Schema(example = "[\"read:events\", \"update:registrations\"]")
        List<String> permissions,

        boolean builtIn,

        @JsonIgnore long version)
        implements Versioned {

    static RoleView of(Role role) {
        return new RoleView(role.name(), role.description(), role.grants(), role.isBuiltIn(), role.version());
    }
}
