package io.tenantry.announcement;

import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * Something that an organization has told its people. It never changes.
 *
 * @param seq its number in the organization: 1 for the first one, and then each the next
 * @param id the same wherever the organization is moved, and when the request that made it is repeated
 * @param eventId what it is about; null for no event in particular
 * @param authorId the person, the API key or the superuser who posted it
 */
@Document(Announcement.COLLECTION)
record Announcement(
        @Id long seq,
        @Field("announcement_id") ObjectId id,
        String title,
        String body,
        Severity severity,
        @Nullable ObjectId eventId,
        UserId authorId,
        Instant createdAt) {

    static final String COLLECTION = "announcements";
}
