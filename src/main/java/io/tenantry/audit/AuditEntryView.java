package io.tenantry.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.ActorType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry of the log as callers see it. */
@Schema(name = "AuditEntry")
record AuditEntryView(
        @Schema(example = "665f1f77bcf86cd799439011") String id,
        Instant at,
        ActorView actor,

        @Schema(
                description =
                        "create, read, update, delete or another word; with _refused an attempt that was not allowed.")
        String action,

        @Schema(example = "user") String resourceType,

        @Schema(
                types = {"string", "null"},
                example = "665f1f77bcf86cd799439012")
        @Nullable
        String resourceId,

        @Schema(description = "What became of which field. Never a secret.")
        Map<String, Change> changes,

        @Schema(
                types = {"string", "null"},
                example = "203.0.113.7")
        @Nullable
        String ipAddress,

        @Schema(description = "The X-Correlation-ID of the answer.")
        String requestId) {

    /** Who did it. */
    @Schema(name = "AuditActor")
    record ActorView(
            ActorType type,
            String id,

            @Schema(
                    description = "As it was then; an API key has none.",
                    types = {"string", "null"})
            @Nullable
            String email) {

        private static ActorView of(AuditEntry.Who actor) {
            return new ActorView(actor.type(), actor.id().toHexString(), actor.email());
        }
    }

    static AuditEntryView of(AuditEntry entry) {
        return new AuditEntryView(
                entry.id().toHexString(),
                entry.at(),
                ActorView.of(Objects.requireNonNull(entry.actor(), "Whoever is in an organization has an account.")),
                entry.action(),
                entry.resourceType(),
                entry.resourceId(),
                entry.changes(),
                entry.ipAddress(),
                entry.requestId());
    }
}
