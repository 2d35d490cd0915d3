package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invitation as callers see one, without its token. */
@Schema(name = "Invitation")
record InvitationView(
        String id,
        EmailAddress email,
        String role,

        @Schema(description = "The user, API key or superuser who made it.")
        String createdBy,

        Instant createdAt,
        Instant expiresAt,

        @Schema(
                description = "Null until somebody has joined on it.",
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant acceptedAt) {

    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                invitation.id().toHexString(),
                invitation.email(),
                invitation.role(),
                invitation.createdBy().toHexString(),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation.acceptedAt());
    }
}
