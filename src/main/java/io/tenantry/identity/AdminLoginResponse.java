package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /admin/login}. */
record AdminLoginResponse(
        String accessToken,
        @Schema(example = "bearer") String tokenType,
        @Schema(description = "Seconds.", example = "1800") long expiresIn,

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

    static AdminLoginResponse of(SignedIn person, String token, Duration lifetime) {
        Tenant tenant = person.tenant();
        return new AdminLoginResponse(
                token,
                "bearer",
                lifetime.toSeconds(),
                person.adminId(),
                tenant == null ? null : tenant.id(),
                tenant == null ? null : tenant.name());
    }
}
