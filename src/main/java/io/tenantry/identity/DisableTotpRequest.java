package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/totp/disable}. */
record DisableTotpRequest(
        @Schema(example = "correct horse battery") @NotNull Secret password,

        @Schema(
                description = "Six digits from the authenticator, or a recovery code.",
                maxLength = 64,
                example = "492039")
        @NotNull
        Secret code) {}
