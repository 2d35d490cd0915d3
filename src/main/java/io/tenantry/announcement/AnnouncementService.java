package io.tenantry.announcement;

import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What an organization tells its people, and has told them. */
@Service
class AnnouncementService {

    private final AnnouncementSequence sequence;
    private final AnnouncementStore store;
    private final AuditLog audit;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final Hub hub;
    private final OtherInstances others;
    private final Clock clock;

    AnnouncementService(
            AnnouncementSequence sequence,
            AnnouncementStore store,
            AuditLog audit,
            TenantReads reads,
            TenantWrites writes,
            Hub hub,
            OtherInstances others,
            Clock clock) {
        this.sequence = sequence;
        this.store = store;
        this.audit = audit;
        this.reads = reads;
        this.writes = writes;
        this.hub = hub;
        this.others = others;
        this.clock = clock;
    }

    /**
     * Gives an announcement the next number of the organization. Repeated with its key, it keeps the first one.
     *
     * @return 422 {@code event_not_public} for one about an event, as long as organizations have none
     */
    Mono<Announcement> post(Actor author, NewAnnouncement wanted) {
        return wanted.eventId() == null
                ? NewId.current().flatMap(id -> posted(author, wanted, id.value()))
                : Mono.error(AnnouncementService::notPublic);
    }

    private Mono<Announcement> posted(Actor author, NewAnnouncement wanted, ObjectId id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return writes.confirm(audit.recorded(
                        sequence.append(id, seq -> wanted.numbered(seq, id, author, now)), AnnouncementService::event))
                .doOnNext(made -> tell(author.organizationId(), made.seq()));
    }

    private void tell(OrganizationId organization, long seq) {
        hub.wake(organization, seq);
        others.announced(organization, seq);
    }

    private static ProblemException notPublic() {
        return new ProblemException(
                ErrorCode.EVENT_NOT_PUBLIC, "The organization has no event of this event_id that everybody may see.");
    }

    private static AuditEvent event(Announcement made) {
        return AuditEvent.created("announcement", made.id().toHexString())
                .changed("seq", null, made.seq())
                .changed("title", null, made.title())
                .changed("severity", null, made.severity());
    }

    /** In order, those after a number. */
    Mono<Page<Announcement>> list(long after, PageRequest page) {
        return reads.confirmList(store.list(page.position() == null ? after : seq(page.position()), page.fetch()))
                .map(found -> Page.of(found, page, last -> Long.toString(last.seq())));
    }

    private static long seq(String position) {
        try {
            return Long.parseUnsignedLong(position);
        } catch (NumberFormatException notOurs) {
            throw PageRequest.badCursor();
        }
    }
}
