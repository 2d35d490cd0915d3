package io.tenantry.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * What was read of an organization's people, roles, keys and settings: each is read once and kept until a change is about it,
 * which every instance learns from the organization itself within a second: {@link Tenant#people}.
 */
public final class PeopleCache<V> {

    private static final int REMEMBERED = 100_000;

    /** For a change whose instance died before it could tell, and which nobody was told is done. */
    private static final Duration AT_LONGEST = Duration.ofMinutes(5);

    private final Function<? super V, List<PeopleTopic>> about;
    private final Cache<String, Seen<V>> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(AT_LONGEST)
            .build();

    /** @param about every topic that what is kept depends on */
    public PeopleCache(Function<? super V, List<PeopleTopic>> about) {
        this.about = about;
    }

    /**
     * What is known under a key, or what is read now; nothing is kept of what is not there any more.
     *
     * @param read composed only when it is needed: composing a query costs as much as a tenth of a request
     */
    public Mono<V> get(String key, Tenant tenant, Supplier<Mono<V>> read) {
        Seen<V> seen = known.getIfPresent(key);
        return seen != null && isAsItWas(seen, tenant)
                ? Mono.just(seen.value)
                : read.get()
                        .doOnNext(value -> known.put(key, new Seen<>(tenant, value)))
                        .switchIfEmpty(Mono.fromRunnable(() -> known.invalidate(key)));
    }

    private boolean isAsItWas(Seen<V> seen, Tenant tenant) {
        return seen.organization.equals(tenant.id())
                && (seen.isOf(tenant.people()) || seen.isLeftBy(tenant.people(), about));
    }

    /** For what has changed without a note to the organization, which this instance alone notices then. */
    public void forget(String key) {
        known.invalidate(key);
    }

    /** As it was when the organization's people had changed so often, and is since. */
    private static final class Seen<V> {

        private final OrganizationId organization;
        private final V value;
        private volatile long changes;

        private Seen(Tenant tenant, V value) {
            this.organization = tenant.id();
            this.value = value;
            this.changes = tenant.people().changes();
        }

        boolean isOf(PeopleVersion now) {
            return changes == now.changes();
        }

        /** Looked at once for each change: of two requests at a time the one that knows fewer may have the last word. */
        boolean isLeftBy(PeopleVersion now, Function<? super V, List<PeopleTopic>> about) {
            boolean left = now.leaves(changes, about.apply(value));
            if (left) {
                changes = now.changes();
            }
            return left;
        }
    }
}
