package io.tenantry.audit;

import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * What somebody did. In an organization's own database it is a link of a chain, which {@link ChainEnd} adds; in the master
 * it is not.
 *
 * @param at to the millisecond, as exact as it is stored
 * @param actor null in the master only, for somebody who has shown no account
 * @param organizationId in the master only: the organization that it was done in, or to
 */
@Document("audit_log")
record AuditEntry(
        @Id ObjectId id,
        Instant at,
        @Nullable Who actor,
        String action,
        String resourceType,
        @Nullable String resourceId,
        Map<String, Change> changes,
        @Nullable String ipAddress,
        String requestId,
        @Nullable OrganizationId organizationId) {

    static final Comparator<AuditEntry> NEWEST_FIRST =
            Comparator.comparing(AuditEntry::at).thenComparing(AuditEntry::id).reversed();

    /** @param id the user, key or superuser; named explicitly, or Spring Data would call it {@code _id} */
    record Who(
            ActorType type,
            @Field("id") ObjectId id,
            @Nullable String email) {

        private static @Nullable Who of(Origin origin) {
            Origin.Who who = origin.who();
            return who == null ? null : new Who(who.type(), who.id(), Recordable.text(who.email()));
        }
    }

    static AuditEntry of(AuditEvent event, Origin origin, Instant now) {
        return new AuditEntry(
                new ObjectId(),
                now.truncatedTo(ChronoUnit.MILLIS),
                Who.of(origin),
                event.action(),
                event.resourceType(),
                event.resourceId(),
                event.changes(),
                origin.ipAddress(),
                origin.requestId(),
                event.organizationId());
    }

    AuditPosition position() {
        return new AuditPosition(at, id);
    }
}
