package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of {@code POST /invitations}. */
record NewInvitation(
        @Schema(example = "grace@acme.com") @NotNull EmailAddress email,

        @Schema(description = "What they will be: one of the organization's roles.", example = "member")
        @NotNull
        @Size(max = 64)
        String role) {}
