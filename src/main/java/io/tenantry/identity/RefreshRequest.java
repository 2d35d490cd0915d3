package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /auth/refresh}. */
record RefreshRequest(
        @Schema(description = "From the last answer that had one.", maxLength = 200) @NotNull
        Secret refreshToken) {}
