package io.tenantry.announcement;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The announcements of any organization, to be sent outward: what comes from here was confirmed after it was read, as a
 * change is before it is answered. So a move of the organization never takes back what somebody has seen. While it is being
 * moved there is an error, after which the same may be subscribed to again.
 */
@Component
class History {

    static final int PAGE = 64;

    private final AnnouncementStore store;
    private final Frames frames;
    private final TenantDirectory directory;
    private final TenantWrites writes;

    History(AnnouncementStore store, Frames frames, TenantDirectory directory, TenantWrites writes) {
        this.store = store;
        this.frames = frames;
        this.directory = directory;
        this.writes = writes;
    }

    /** The newest number, 0 for none. */
    Mono<Long> end(OrganizationId organization) {
        return confirmed(organization, store.findLast());
    }

    /** The frames after a number, in order, {@link #PAGE} at most. */
    Mono<List<Frame>> after(OrganizationId organization, long seq) {
        return read(organization, store.listNext(seq, PAGE).switchIfEmpty(store.list(seq, PAGE)));
    }

    /** The same at the end of what is known, where the next number is there or nothing is. */
    Mono<List<Frame>> next(OrganizationId organization, long seq) {
        return read(organization, store.listNext(seq, PAGE));
    }

    /** The same, with one look when there is nothing new, which is not confirmed then. */
    Mono<List<Frame>> news(OrganizationId organization, long seq) {
        return within(organization, store.listNext(seq, 1).hasElements())
                .flatMap(some -> some ? next(organization, seq) : Mono.just(List.of()));
    }

    private Mono<List<Frame>> read(OrganizationId organization, Flux<Announcement> found) {
        return confirmed(organization, found.map(frames::of).collectList());
    }

    private <T> Mono<T> confirmed(OrganizationId organization, Mono<T> read) {
        return within(organization, writes.confirm(read.map(TenantChange::of)));
    }

    private <T> Mono<T> within(OrganizationId organization, Mono<T> read) {
        return directory
                .find(organization)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(organization + " is gone.")))
                .flatMap(tenant -> read.contextWrite(TenantContext.with(tenant)));
    }
}
