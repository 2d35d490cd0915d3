package io.tenantry.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether an organization's log is as it was written. */
@Schema(name = "AuditVerification")
record AuditVerification(
        boolean valid,

        @Schema(description = "How many entries fit, from the first on.", example = "1234")
        long checked,

        @Schema(
                description =
                        "The first entry that does not fit: it was altered, or the one before it was altered or is"
                                + " missing. When the newest are missing, the last one that is known to have been there. Null when"
                                + " all is well.",
                types = {"string", "null"},
                example = "665f1f77bcf86cd799439011")
        @Nullable
        String firstBad) {}
