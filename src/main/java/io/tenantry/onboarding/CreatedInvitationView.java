package io.tenantry.onboarding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ShownOnce;
import io.tenantry.kernel.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new invitation with its token, which is shown this once. */
@Schema(name = "CreatedInvitation")
record CreatedInvitationView(
        String id,
        EmailAddress email,
        String role,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant acceptedAt,

        @Schema(
                description =
                        "To be sent as invitation_token. It is shown this once: null in an answer that is repeated.",
                types = {"string", "null"},
                example = "inv_65f0c0ffee0c0ffee0c0ffee_2mN8sQ0vT5xY7zB1cD3eF4gH6jK9lP0r")
        @ShownOnce
        @Nullable
        String token,

        @Schema(
                description =
                        "The page on which it is accepted. It is shown this once: null in an answer that is repeated.",
                types = {"string", "null"},
                example =
                        "https://tenantry.example.com/join#token=inv_65f0c0ffee0c0ffee0c0ffee_2mN8sQ0vT5xY7zB1cD3eF4gH6jK9lP0r")
        @ShownOnce
        @Nullable
        String link,

        @Schema(description = "Whether the link went to the address by mail. Otherwise it is yours to hand over.")
        boolean mailed,

        @JsonIgnore long version)
        implements Versioned {

    static CreatedInvitationView of(InvitationService.Created created) {
        Invitation invitation = created.invitation();
        return new CreatedInvitationView(
                invitation.id().toHexString(),
                invitation.email(),
                invitation.role(),
                invitation.createdBy().toHexString(),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation.acceptedAt(),
                created.token().text(),
                created.link(),
                created.mailed(),
                invitation.version());
    }

    /** Without what is shown once. */
    @Override
    public String toString() {
        return "CreatedInvitation[" + id + "]";
    }
}
