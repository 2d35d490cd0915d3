package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /me/password}. */
record PasswordChange(
        @Schema(example = "correct horse battery") @NotNull Secret currentPassword,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "staple wrong battery")
        @NotNull
        Secret newPassword,

        @Schema(
                description = "For who has a second factor: a code from it, or a recovery code.",
                maxLength = 64,
                example = "492039",
                types = {"string", "null"})
        @Nullable
        Secret otp) {}
