package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;

/** The answer of {@code POST /login} (RFC 6749, section 5.1). */
record LoginResponse(
        String accessToken,
        @Schema(example = "bearer") String tokenType,
        @Schema(description = "Seconds.", example = "1800") long expiresIn,

        @Schema(description = "The person's role.", example = "admin")
        String scope,

        String organizationId) {

    static LoginResponse of(SignedIn.Member person, String token, Duration lifetime) {
        return new LoginResponse(
                token,
                "bearer",
                lifetime.toSeconds(),
                person.user().role(),
                person.tenant().id().toString());
    }
}
