package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that nothing explains, as those who operate the service see it. */
@Schema(name = "Orphan")
record OrphanView(
        @Schema(allowableValues = {"database_without_claim", "claim_without_organization"})
        String kind,

        @Schema(
                description = "Null for the claim of a name or an address.",
                types = {"string", "null"})
        @Nullable
        String cluster,

        @Schema(description = "The database, or what is claimed.", example = "org_acme_corp")
        String namespace,

        @Schema(description = "When it was first seen.") Instant since) {

    static OrphanView of(Orphan orphan) {
        return new OrphanView(
                orphan.kind().name().toLowerCase(Locale.ROOT), orphan.cluster(), orphan.namespace(), orphan.since());
    }
}
