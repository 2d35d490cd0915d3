package io.tenantry.organization;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An organization as callers see one: members and superusers all of it, others without what is nobody else's business. */
@Schema(
        name = "Organization",
        requiredProperties = {
            "organization_id",
            "organization_name",
            "collection_name",
            "admin_email",
            "status",
            "created_at",
            "updated_at"
        })
record OrganizationView(
        @Schema(example = "65f1c0ffee65f1c0ffee65f1") String organizationId,
        @Schema(example = "Acme Corp") String organizationName,

        @Schema(description = "The tenant namespace.", example = "org_acme_corp")
        String collectionName,

        @Schema(description = "For members and superusers only.", example = "org_acme_corp")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String databaseName,

        @Schema(description = "Masked for all but members and superusers.", example = "a***@acme.com")
        String adminEmail,

        OrganizationStatus status,

        @Schema(description = "For members and superusers only.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Tier tier,

        Instant createdAt,

        @Schema(
                description = "Null until a first change.",
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant updatedAt,

        @JsonIgnore long version)
        implements Versioned {

    /** The tag stands for all of it. */
    @Override
    public boolean hasTag() {
        return databaseName != null;
    }

    static OrganizationView forMembers(Organization organization) {
        return new OrganizationView(
                organization.id().toString(),
                organization.name(),
                organization.placement().database(),
                organization.placement().database(),
                organization.adminEmail().value(),
                organization.status(),
                organization.tier(),
                organization.createdAt(),
                organization.updatedAt(),
                organization.version());
    }

    static OrganizationView forStrangers(Organization organization) {
        return new OrganizationView(
                organization.id().toString(),
                organization.name(),
                organization.placement().database(),
                null,
                organization.adminEmail().masked(),
                organization.status(),
                null,
                organization.createdAt(),
                organization.updatedAt(),
                organization.version());
    }
}
