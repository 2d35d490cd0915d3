package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /admin/login}. */
record AdminLoginResponse(
        String accessToken,
        @Schema(example = "bearer") String tokenType,
        @Schema(description = "Seconds.", example = "1800") long expiresIn,

        @Schema(description = "For POST /auth/refresh: works once.")
        String refreshToken,

        @Schema(
                description = "Null for superusers.",
                types = {"string", "null"})
        @Nullable
        UserId adminId,

        @Schema(
                description = "Null for superusers.",
                types = {"string", "null"})
        @Nullable
        OrganizationId organizationId,

        @Schema(
                description = "Null for superusers.",
                types = {"string", "null"},
                example = "Acme Corp")
        @Nullable
        String organizationName) {

    static AdminLoginResponse of(Tokens tokens) {
        SignedIn person = tokens.person();
        Tenant tenant = person.tenant();
        return new AdminLoginResponse(
                tokens.access(),
                "bearer",
                tokens.accessLifetime().toSeconds(),
                tokens.refresh(),
                person.adminId(),
                tenant == null ? null : tenant.id(),
                tenant == null ? null : tenant.name());
    }
}
