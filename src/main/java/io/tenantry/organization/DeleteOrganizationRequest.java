package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** The body of {@code DELETE /org/delete}. */
record DeleteOrganizationRequest(
        @Schema(
                description = "Which organization, so that none is deleted by mistake.",
                example = "Acme Rockets",
                minLength = 1,
                maxLength = 100)
        @NotNull
        String organizationName) {

    OrganizationName name() {
        return OrganizationName.of(organizationName);
    }
}
