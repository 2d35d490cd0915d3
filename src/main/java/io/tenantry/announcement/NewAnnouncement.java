package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.Actor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /announcements}. */
record NewAnnouncement(
        @Schema(example = "Doors open at nine") @NotBlank @Size(max = 200)
        String title,

        @Schema(example = "Bring your ticket and a laptop.") @NotBlank @Size(max = 5000)
        String body,

        @Schema(description = "Left out, it is info.", example = "info") @Nullable
        Severity severity,

        @Schema(
                description = "The event that it is about, if any.",
                example = "66f0a1b2c3d4e5f60718293a",
                types = {"string", "null"})
        @Nullable
        ObjectId eventId) {

    Announcement numbered(long seq, ObjectId id, Actor author, Instant now) {
        return new Announcement(
                seq, id, title, body, severity == null ? Severity.INFO : severity, eventId, author.userId(), now);
    }
}
