package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /login} (RFC 6749, section 5.1). */
record LoginResponse(
        String accessToken,
        @Schema(example = "bearer") String tokenType,
        @Schema(description = "Seconds.", example = "1800") long expiresIn,

        @Schema(description = "For POST /auth/refresh: works once.")
        String refreshToken,

        @Schema(description = "The person's role.", example = "admin")
        String scope,

        @Schema(
                description = "Null for superusers.",
                types = {"string", "null"})
        @Nullable
        OrganizationId organizationId) {

    static LoginResponse of(Tokens tokens) {
        Tenant tenant = tokens.person().tenant();
        return new LoginResponse(
                tokens.access(),
                "bearer",
                tokens.accessLifetime().toSeconds(),
                tokens.refresh(),
                tokens.person().role(),
                tenant == null ? null : tenant.id());
    }
}
