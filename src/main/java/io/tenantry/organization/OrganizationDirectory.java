package io.tenantry.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Up to 100,000 organizations in memory, none of them more than a second old: {@link DirectoryRefresh} asks for what has
 * changed, and while it cannot, nothing here is trusted and every look-up goes to the database. What is not known is
 * looked up each time, and an organization that several requests miss at once is loaded once.
 */
@Component
class OrganizationDirectory implements TenantDirectory {

    private static final int REMEMBERED = 100_000;

    private final OrganizationStore store;
    private final Freshness freshness;
    private final Map<String, OrganizationId> byKey = new ConcurrentHashMap<>();
    private final Map<OrganizationId, Mono<Organization>> loading = new ConcurrentHashMap<>();
    private final Cache<OrganizationId, Organization> byId = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .evictionListener(this::forgetKey)
            .build();
    private final AtomicInteger forgotten = new AtomicInteger();

    OrganizationDirectory(OrganizationStore store, Freshness freshness) {
        this.store = store;
        this.freshness = freshness;
    }

    /** The organization of that name that callers can see; empty for none. */
    Mono<Organization> findByKey(NameKey key) {
        return Mono.defer(() -> {
            Organization known = known(byKey.get(key.value()));
            return known != null && isFoundBy(key, known)
                    ? Mono.just(known)
                    : readAndRemember(() -> store.findByKey(key.value())).filter(now -> isFoundBy(key, now));
        });
    }

    private static boolean isFoundBy(NameKey key, Organization organization) {
        return organization.isNamed(key) && organization.isVisible();
    }

    /** The organization, visible or not; empty for one that is gone. */
    Mono<Organization> findById(OrganizationId id) {
        return Mono.defer(() -> {
            Organization known = known(id);
            return known != null ? Mono.just(known) : load(id);
        });
    }

    private @Nullable Organization known(@Nullable OrganizationId id) {
        return id == null || !freshness.isGiven() ? null : byId.getIfPresent(id);
    }

    private Mono<Organization> load(OrganizationId id) {
        return loading.computeIfAbsent(
                id,
                missing -> readAndRemember(() -> store.find(missing))
                        .doFinally(done -> loading.remove(missing))
                        .cache());
    }

    private Mono<Organization> readAndRemember(Supplier<Mono<Organization>> read) {
        return Mono.defer(() -> {
            Asked asked = asked();
            return read.get().map(found -> rememberIfInTime(found, asked));
        });
    }

    private Asked asked() {
        return new Asked(freshness.now(), forgotten.get());
    }

    /** What took longer than changes are looked back for may be older than the change that it should show. */
    private Organization rememberIfInTime(Organization read, Asked asked) {
        return freshness.isPrompt(asked.at) && asked.forgotten == forgotten.get() ? remember(read) : read;
    }

    /** When a read began, and how often all had been forgotten by then: it may be of what had to be. */
    private record Asked(long at, int forgotten) {}

    /** Keeps what was read or written, unless something later is known already; answers the later one, of whomever. */
    Organization remember(Organization read) {
        return byId.asMap().compute(read.id(), (id, known) -> known == null ? indexed(read) : latest(read, known));
    }

    private Organization latest(Organization read, Organization known) {
        if (!read.isNewerThan(known)) {
            return indexed(known);
        }
        forgetKey(known.id(), known, RemovalCause.REPLACED);
        return indexed(read.keepingLaterPeopleOf(known));
    }

    /**
     * Keeps what was written in the place of what is known. Where nothing is known any more, its people may have changed since
     * what was written was read; a look-up that is under way may remember what was before, as on other instances.
     */
    void rememberIfKnown(Organization written) {
        byId.asMap().computeIfPresent(written.id(), (id, known) -> latest(written, known));
    }

    /** Found by its name while callers can see it: whoever only tries for a name does not hide its owner. */
    private Organization indexed(Organization organization) {
        if (organization.isVisible()) {
            byKey.put(organization.nameKey(), organization.id());
        }
        return organization;
    }

    void forget(OrganizationId id) {
        byId.asMap().computeIfPresent(id, (known, old) -> {
            forgetKey(known, old, RemovalCause.EXPLICIT);
            return null;
        });
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        byId.invalidateAll();
        byKey.clear();
    }

    /** Which of the changed organizations are known here in an earlier version. */
    boolean isOutdated(OrganizationChanges.Change change) {
        Organization known = byId.getIfPresent(change.id());
        return known != null && (known.version() < change.version() || known.people() < change.people());
    }

    private void forgetKey(@Nullable OrganizationId id, @Nullable Organization old, RemovalCause cause) {
        if (id != null && old != null) {
            byKey.remove(old.nameKey(), id);
        }
    }

    @Override
    public Mono<Tenant> find(OrganizationId id) {
        return findById(id).map(Organization::tenant);
    }

    @Override
    public Mono<Tenant> findByName(String name) {
        return findByKey(OrganizationName.of(name).key()).map(Organization::tenant);
    }

    /** What was read, even if something later is remembered: that may have been rolled back. */
    @Override
    public Mono<Tenant> readCurrent(OrganizationId id) {
        return Mono.defer(() -> {
            Asked asked = asked();
            return store.readCurrent(id)
                    .doOnNext(read -> rememberIfInTime(read, asked))
                    .map(Organization::tenant);
        });
    }

    @Override
    public Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about) {
        return store.notePeopleChanged(id, about).doOnTerminate(() -> forget(id));
    }
}
