package io.tenantry.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.OrganizationId;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * What was read of an organization's people, roles, keys and settings: each is read once and kept until one of them changes,
 * which every instance learns from the organization itself within a second: {@link Tenant#people}.
 */
public final class PeopleCache<V> {

    private static final int REMEMBERED = 100_000;

    /** For a change whose instance died before it could tell, and which nobody was told is done. */
    private static final Duration AT_LONGEST = Duration.ofMinutes(5);

    private final Cache<String, Seen<V>> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(AT_LONGEST)
            .build();

    /**
     * What is known under a key, or what is read now; nothing is kept of what is not there.
     *
     * @param read composed only when it is needed: composing a query costs as much as a tenth of a request
     */
    public Mono<V> get(String key, Tenant tenant, Supplier<Mono<V>> read) {
        Seen<V> seen = known.getIfPresent(key);
        return seen != null && seen.isOf(tenant)
                ? Mono.just(seen.value())
                : read.get().doOnNext(value -> known.put(key, new Seen<>(tenant.id(), tenant.people(), value)));
    }

    /** As it was when the organization's people had changed so often. */
    private record Seen<V>(OrganizationId organization, long people, V value) {

        boolean isOf(Tenant tenant) {
            return organization.equals(tenant.id()) && people == tenant.people();
        }
    }
}
