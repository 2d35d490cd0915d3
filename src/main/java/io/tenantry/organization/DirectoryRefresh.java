package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the directory in step with what other instances change: one query every 500 ms for all organizations, whatever
 * their number.
 */
@Component
class DirectoryRefresh {

    static final Duration EVERY = Duration.ofMillis(500);

    /**
     * How far back each query looks beyond the last change that was seen. A change carries the time at which the server
     * began it, so one that took long can come to light behind a later one.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final OrganizationStore store;
    private final OrganizationDirectory directory;
    private final Freshness freshness;
    private volatile Instant lastChange = Instant.EPOCH;

    DirectoryRefresh(OrganizationStore store, OrganizationDirectory directory, Freshness freshness) {
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
        return changes().collectList().flatMap(this::apply).doOnSuccess(done -> freshness.inStepAt(began));
    }

    /** The first time nothing is known here yet, so only the time matters. */
    private Flux<OrganizationStore.Change> changes() {
        return lastChange.equals(Instant.EPOCH)
                ? store.lastChange().flux()
                : store.changesSince(lastChange.minus(OVERLAP));
    }

    /** A change is looked for within the overlap; after a longer gap everything is read anew. */
    private void forgetWhatMayHavePassedUnseen() {
        if (freshness.age().compareTo(OVERLAP) > 0) {
            directory.forgetAll();
        }
    }

    private Mono<Void> apply(List<OrganizationStore.Change> changes) {
        changes.stream()
                .map(OrganizationStore.Change::at)
                .max(Instant::compareTo)
                .filter(latest -> latest.isAfter(lastChange))
                .ifPresent(latest -> lastChange = latest);
        List<OrganizationId> outdated = changes.stream()
                .filter(directory::isOutdated)
                .map(OrganizationStore.Change::id)
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
