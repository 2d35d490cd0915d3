package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;

/** The answer of {@code POST /admin/login}. */
record AdminLoginResponse(
        String accessToken,
        @Schema(example = "bearer") String tokenType,
        @Schema(description = "Seconds.", example = "1800") long expiresIn,
        String adminId,
        String organizationId,
        @Schema(example = "Acme Corp") String organizationName) {

    static AdminLoginResponse of(SignedIn admin, String token, Duration lifetime) {
        return new AdminLoginResponse(
                token,
                "bearer",
                lifetime.toSeconds(),
                admin.user().id().toString(),
                admin.tenant().id().toString(),
                admin.tenant().name());
    }
}
