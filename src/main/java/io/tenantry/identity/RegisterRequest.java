package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/register}. */
record RegisterRequest(
        @Schema(description = "An organization's admin may have the same one.", example = "root@example.com") @NotNull
        EmailAddress email,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "correct horse battery")
        @NotNull
        Secret password) {

    NewSuperuser toSuperuser() {
        return new NewSuperuser(email, password);
    }
}
