package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/totp/confirm}. */
record ConfirmTotpRequest(
        @Schema(description = "Six digits from the authenticator.", maxLength = 64, example = "492039") @NotNull
        Secret code) {}
