package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/password-reset/confirm}. */
record PasswordResetConfirmation(
        @Schema(
                description = "What follows #token= in the link.",
                maxLength = 256,
                example = "rst_65f0c0ffee65f0c0ffee65f0_Zk3yJ8vQm1tPq0aXo5rWc7uTn2sLd9eB")
        @NotNull
        Secret token,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "staple wrong battery")
        @NotNull
        Secret newPassword) {}
