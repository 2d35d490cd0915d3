package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.tenancy.Clusters;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /organization/create}. */
record ProvisionOrganizationRequest(
        @Schema(description = "1 to 100 characters.", example = "Acme Corp", minLength = 1, maxLength = 100) @NotNull
        String organizationName,

        @Schema(example = "admin@acme.com") @NotNull EmailAddress adminEmail,

        @Schema(
                description = "8 to 256 characters, taken exactly as they are.",
                minLength = 8,
                maxLength = 256,
                example = "correct horse battery")
        @NotNull
        Secret adminPassword,

        @Schema(description = "free unless it is given.") @Nullable
        Tier tier,

        @Schema(description = "Where its data shall live; one cluster and a database of its own is all there is yet.")
        @Nullable
        Where placement) {

    /** The only place that can be chosen so far. */
    record Where(
            @Schema(example = "main") @Nullable String cluster,

            @Schema(allowableValues = "database") @Nullable String mode) {

        boolean isTheOnly() {
            return (cluster == null || cluster.equals(Clusters.MAIN)) && (mode == null || mode.equals("database"));
        }
    }

    OrganizationName name() {
        if (placement != null && !placement.isTheOnly()) {
            throw ProblemException.invalid("placement", "must be cluster main and mode database: there is no other.");
        }
        return OrganizationName.of(organizationName);
    }

    EmailAddress email() {
        return adminEmail;
    }

    Secret checkedPassword() {
        FoundingAdmins.check("admin_password", adminPassword);
        return adminPassword;
    }

    Tier wantedTier() {
        return tier == null ? Tier.FREE : tier;
    }
}
