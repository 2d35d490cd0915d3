package io.tenantry.announcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.Turns;
import java.time.Duration;
import java.util.function.LongFunction;
import org.bson.types.ObjectId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Gives announcements their numbers: inserting the next one is what allocates it, so that there is no gap, and no reader sees
 * a number before the one before it can be read. Where the numbers end is remembered by namespace: an end that is out of
 * date meets a number that is taken.
 */
@Component
class AnnouncementSequence {

    private static final int REMEMBERED = 10_000;

    /** For those of other instances: within one, announcements take turns. Two seconds, all in all. */
    private static final Retry AFTER_ANOTHER = Retry.backoff(50, Duration.ofMillis(2))
            .maxBackoff(Duration.ofMillis(50))
            .filter(DuplicateKeyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> busy());

    private final AnnouncementStore store;
    private final Turns turns = new Turns();
    private final Cache<String, Long> ends =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    AnnouncementSequence(AnnouncementStore store) {
        this.store = store;
    }

    /**
     * Appends an announcement; one that is there under its id already is the answer as it is.
     *
     * @param announcement it, from its number
     * @return 503 {@code organization_busy} when others were faster each time
     */
    Mono<TenantChange<Announcement>> append(ObjectId id, LongFunction<Announcement> announcement) {
        return TenantContext.current()
                .flatMap(tenant -> turns.take(
                        tenant.placement().namespace(),
                        Mono.defer(() -> appended(tenant, id, announcement)).retryWhen(AFTER_ANOTHER)))
                .map(TenantChange::of);
    }

    private Mono<Announcement> appended(Tenant tenant, ObjectId id, LongFunction<Announcement> announcement) {
        String namespace = tenant.placement().namespace();
        return end(namespace)
                .flatMap(end -> store.insert(announcement.apply(end + 1)))
                .doOnNext(made -> ends.put(namespace, made.seq()))
                .onErrorResume(DuplicateKeyException.class, taken -> {
                    ends.invalidate(namespace);
                    return store.find(id).switchIfEmpty(Mono.error(taken));
                });
    }

    private Mono<Long> end(String namespace) {
        Long known = ends.getIfPresent(namespace);
        return known != null ? Mono.just(known) : store.findLast();
    }

    private static ProblemException busy() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_BUSY, "Too much is announced at once. Nothing was done: repeat the request.");
    }
}
