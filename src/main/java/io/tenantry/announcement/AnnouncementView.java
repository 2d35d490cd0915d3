package io.tenantry.announcement;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An announcement as callers see it. */
@Schema(name = "Announcement")
record AnnouncementView(
        String id,

        @Schema(description = "Grows by exactly 1 in each organization.", example = "42")
        long seq,

        String title,
        String body,
        Severity severity,
        @Schema(types = {"string", "null"}) @Nullable String eventId,

        @Schema(description = "The person, the API key or the superuser who posted it.")
        String authorId,

        Instant createdAt) {

    static AnnouncementView of(Announcement announcement) {
        return new AnnouncementView(
                announcement.id().toHexString(),
                announcement.seq(),
                announcement.title(),
                announcement.body(),
                announcement.severity(),
                announcement.eventId() == null ? null : announcement.eventId().toHexString(),
                announcement.authorId().toString(),
                announcement.createdAt());
    }
}
