package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.ServerMoment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the directory in step with what other instances change: one query every 500 ms for all organizations, whatever
 * their number, and one for the server's clock.
 */
@Component
class DirectoryRefresh {

    static final Duration EVERY = Duration.ofMillis(500);

    private final OrganizationChanges changes;
    private final OrganizationStore store;
    private final OrganizationDirectory directory;
    private final Freshness freshness;
    private volatile @Nullable Horizon horizon;
    private volatile @Nullable Object term;

    DirectoryRefresh(
            OrganizationChanges changes,
            OrganizationStore store,
            OrganizationDirectory directory,
            Freshness freshness) {
        this.changes = changes;
        this.store = store;
        this.directory = directory;
        this.freshness = freshness;
    }

    /** One round. While rounds fail the directory is not in step, and not trusted. */
    Mono<Void> refresh() {
        return Mono.defer(this::round).timeout(Freshness.LIMIT);
    }

    private Mono<Void> round() {
        long began = freshness.now();
        forgetWhatMayHavePassedUnseen();
        return changes.moment()
                .doOnNext(moment -> forgetWhatMayBeRolledBack(moment.term()))
                .map(ServerMoment::time)
                .flatMap(now -> found(now).collectList().flatMap(found -> apply(found, now)))
                .doOnSuccess(done -> freshness.inStepAt(began));
    }

    /** The first time nothing is known here yet, so only the time matters. */
    private Flux<OrganizationChanges.Change> found(Instant now) {
        Horizon known = horizon;
        return known == null ? changes.last().flux() : changes.since(known.from(now));
    }

    /** A change is looked for within the overlap; after a longer gap everything is read anew. */
    private void forgetWhatMayHavePassedUnseen() {
        if (freshness.age().compareTo(Horizon.OVERLAP) > 0) {
            directory.forgetAll();
        }
    }

    private void forgetWhatMayBeRolledBack(Object now) {
        if (!now.equals(term)) {
            directory.forgetAll();
            term = now;
        }
    }

    private Mono<Void> apply(List<OrganizationChanges.Change> found, Instant now) {
        Horizon known = horizon;
        Optional<Instant> latest =
                found.stream().map(OrganizationChanges.Change::at).max(Instant::compareTo);
        horizon = known == null ? new Horizon(latest.orElse(now), now) : known.next(now, latest);
        List<OrganizationId> outdated = found.stream()
                .filter(directory::isOutdated)
                .map(OrganizationChanges.Change::id)
                .toList();
        return outdated.isEmpty() ? Mono.empty() : reload(outdated);
    }

    private Mono<Void> reload(List<OrganizationId> outdated) {
        return store.findAll(outdated)
                .map(directory::remember)
                .map(Organization::id)
                .collect(HashSet<OrganizationId>::new, Set::add)
                .doOnNext(found ->
                        outdated.stream().filter(id -> !found.contains(id)).forEach(directory::forget))
                .then();
    }
}
