package io.tenantry.organization;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks once a second for operations that stand still, because their instance is dead or frozen or has handed them back. */
@Component
class OperationTakeover {

    private static final Logger LOG = LoggerFactory.getLogger(OperationTakeover.class);

    static final Duration EVERY = Duration.ofSeconds(1);

    /** Far longer than the driver gives a command: a take-over whose acknowledgement is slow is not begun again and again. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    /** A note whose operation has not been seen for so long never begins; one that does is found by the sweeper. */
    private static final Duration STALE = Duration.ofMinutes(1);

    private final OperationStore operations;
    private final OrganizationStore organizations;
    private final OperationRunner runner;
    private final Plans plans;
    private final Map<ObjectId, Long> unbegun = new ConcurrentHashMap<>();
    private final Map<ObjectId, SeenBeat> watched = new ConcurrentHashMap<>();

    OperationTakeover(OperationStore operations, OrganizationStore organizations, OperationRunner runner, Plans plans) {
        this.operations = operations;
        this.organizations = organizations;
        this.runner = runner;
        this.plans = plans;
    }

    /** One round. */
    Mono<Void> look() {
        return operations.open().collectList().flatMap(this::look).timeout(ROUND);
    }

    private Mono<Void> look(List<OpenOperation> open) {
        Set<ObjectId> noted = open.stream().map(OpenOperation::id).collect(Collectors.toSet());
        watched.keySet().retainAll(noted);
        unbegun.keySet().retainAll(noted);
        return Flux.fromIterable(open)
                .concatMap(note -> consider(note).onErrorResume(failure -> passedOver(note, failure)))
                .then();
    }

    /** One that nobody can go on with holds up no other. */
    private static Mono<Void> passedOver(OpenOperation note, Throwable failure) {
        LOG.warn("Operation {} could not be looked at: {}", note.id(), failure.toString());
        return Mono.empty();
    }

    /** By the latest state: what no majority has may be rolled back, and what goes on from it writes only what it changes. */
    private Mono<Void> consider(OpenOperation note) {
        return runner.runs(note.id())
                ? Mono.empty()
                : organizations
                        .readCurrent(note.organizationId())
                        .filter(organization -> organization.isRunning(note.id()))
                        .map(organization -> standsStill(organization) ? takenOver(organization) : Mono.<Void>empty())
                        .defaultIfEmpty(
                                Mono.defer(() -> isStale(note) ? operations.strikeOut(note.id()) : Mono.empty()))
                        .flatMap(next -> next);
    }

    /** By the time for which it was watched here: the clock of who noted it may be another. */
    private boolean isStale(OpenOperation note) {
        long now = System.nanoTime();
        return now - unbegun.computeIfAbsent(note.id(), fresh -> now) > STALE.toNanos();
    }

    private boolean standsStill(Organization organization) {
        Operation operation = organization.requiredOperation();
        long now = System.nanoTime();
        SeenBeat watch = watched.merge(
                operation.id(), SeenBeat.of(organization, now), (known, fresh) -> known.seeing(organization, now));
        return operation.isHandedBack() || runner.isMine(operation) || watch.isOver(now);
    }

    private Mono<Void> takenOver(Organization organization) {
        return runner.takeOver(plans.of(organization.requiredOperation().type()), organization)
                .then();
    }
}
