package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/password-reset}. */
record PasswordResetRequest(
        @Schema(example = "ada@acme.com") @NotNull EmailAddress email) {}
