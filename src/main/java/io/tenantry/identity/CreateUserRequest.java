package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /user/create}. */
record CreateUserRequest(
        @Schema(example = "grace@acme.com") @NotNull EmailAddress email,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "correct horse battery")
        @NotNull
        Secret password,

        @Schema(example = "Grace Hopper") @Size(max = 200) @Nullable
        String fullName,

        @Schema(description = "One of the organization's roles, which may be its own: GET /roles.", example = "member")
        @NotNull
        @Size(max = 64)
        String role) {

    NewUser toUser() {
        return new NewUser(email, password, fullName == null || fullName.isEmpty() ? null : fullName, role);
    }
}
