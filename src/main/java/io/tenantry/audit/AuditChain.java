package io.tenantry.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.Origin;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.Turns;
import java.time.Clock;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Appends to the log of the current tenant. The unique number decides which of two entries is the next, whatever the number
 * of instances; the other one is chained to it and tries the number after. Where the chain ends is remembered by namespace:
 * an end that is out of date meets a number that is taken.
 */
@Component
class AuditChain {

    private static final int REMEMBERED = 10_000;

    /** For those of other instances: within one, entries take turns. Two seconds, all in all. */
    private static final Retry AFTER_ANOTHER = Retry.backoff(50, Duration.ofMillis(2))
            .maxBackoff(Duration.ofMillis(50))
            .filter(DuplicateKeyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private final AuditStore store;
    private final Clock clock;
    private final Turns turns = new Turns();
    private final Cache<String, ChainEnd> ends =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    AuditChain(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The answer is the head that the entry makes once it is acknowledged. */
    Mono<ChainHead> append(AuditEvent event, Origin origin) {
        return TenantContext.current()
                .flatMap(tenant -> turns.take(
                        tenant.placement().namespace(),
                        Mono.defer(() -> appended(AuditEntry.of(event, origin, clock.instant()), tenant))
                                .retryWhen(AFTER_ANOTHER)));
    }

    private Mono<ChainHead> appended(AuditEntry entry, Tenant tenant) {
        String namespace = tenant.placement().namespace();
        return end(namespace)
                .flatMap(end -> store.append(entry, end))
                .doOnNext(end -> ends.put(namespace, end))
                .doOnError(DuplicateKeyException.class, taken -> ends.invalidate(namespace))
                .map(end -> new ChainHead(tenant.id(), end.seq(), end.hash(), entry.id()));
    }

    private Mono<ChainEnd> end(String namespace) {
        ChainEnd known = ends.getIfPresent(namespace);
        return known != null ? Mono.just(known) : store.findEnd().defaultIfEmpty(ChainEnd.NONE);
    }
}
