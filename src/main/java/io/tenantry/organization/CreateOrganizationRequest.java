package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import jakarta.validation.constraints.NotNull;

/** The body of {@code POST /org/create}. */
record CreateOrganizationRequest(
        @Schema(description = "1 to 100 characters.", example = "Acme Corp", minLength = 1, maxLength = 100) @NotNull
        String organizationName,

        @Schema(example = "admin@acme.com") @NotNull EmailAddress email,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "correct horse battery")
        @NotNull
        Secret password) {

    OrganizationName name() {
        return OrganizationName.of(organizationName);
    }

    Founder founder() {
        return new Founder(email, password, null);
    }
}
