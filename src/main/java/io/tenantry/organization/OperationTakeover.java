package io.tenantry.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Looks once a second for operations that stand still, because their instance is dead or frozen or has handed them back. */
@Component
class OperationTakeover implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OperationTakeover.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ROUND = Duration.ofSeconds(5);

    /** A note whose operation has not begun by then never will; one that has is found by the sweeper. */
    private static final Duration STALE = Duration.ofMinutes(1);

    private final OperationStore operations;
    private final OrganizationStore organizations;
    private final OperationRunner runner;
    private final Plans plans;
    private final Clock clock;
    private final Map<ObjectId, Watch> watched = new ConcurrentHashMap<>();
    private Disposable looking = Disposables.disposed();

    OperationTakeover(
            OperationStore operations,
            OrganizationStore organizations,
            OperationRunner runner,
            Plans plans,
            Clock clock) {
        this.operations = operations;
        this.organizations = organizations;
        this.runner = runner;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public void start() {
        Scheduler scheduler = Schedulers.newSingle("operations", true);
        looking = Disposables.composite(rounds(scheduler), scheduler);
    }

    private Disposable rounds(Scheduler scheduler) {
        return Flux.interval(Duration.ZERO, EVERY, scheduler)
                .onBackpressureDrop()
                .concatMap(tick -> round(), 1)
                .subscribe(
                        done -> {}, failure -> LOG.error("Operations that stand still are no longer found.", failure));
    }

    /** One round. It never fails: what could not be looked at is looked at again. */
    Mono<Void> round() {
        return operations
                .open()
                .collectList()
                .filter(open -> !open.isEmpty())
                .flatMap(this::look)
                .timeout(ROUND)
                .doOnError(failure -> LOG.warn("Open operations could not be looked at: {}", failure.toString()))
                .onErrorComplete();
    }

    private Mono<Void> look(List<OpenOperation> open) {
        Set<ObjectId> ids = open.stream().map(OpenOperation::id).collect(Collectors.toCollection(HashSet::new));
        watched.keySet().retainAll(ids);
        return Flux.fromIterable(open)
                .concatMap(note -> consider(note).onErrorResume(failure -> passedOver(note, failure)))
                .then();
    }

    /** One that nobody can go on with holds up no other. */
    private static Mono<Void> passedOver(OpenOperation note, Throwable failure) {
        LOG.warn("Operation {} could not be looked at: {}", note.id(), failure.toString());
        return Mono.empty();
    }

    private Mono<Void> consider(OpenOperation note) {
        return runner.runs(note.id())
                ? Mono.empty()
                : organizations
                        .find(note.organizationId())
                        .filter(organization -> organization.isRunning(note.id()))
                        .map(organization -> standsStill(organization) ? takenOver(organization) : Mono.<Void>empty())
                        .defaultIfEmpty(
                                Mono.defer(() -> isStale(note) ? operations.strikeOut(note.id()) : Mono.empty()))
                        .flatMap(next -> next);
    }

    private boolean isStale(OpenOperation note) {
        Instant stale = note.notedAt().plus(STALE);
        return clock.instant().isAfter(stale);
    }

    private boolean standsStill(Organization organization) {
        Operation operation = organization.requiredOperation();
        long now = System.nanoTime();
        Watch watch = watched.merge(
                operation.id(), Watch.of(organization, now), (known, fresh) -> known.seeing(organization, now));
        return operation.isHandedBack() || runner.isMine(operation) || watch.isOver(now);
    }

    private Mono<Void> takenOver(Organization organization) {
        return runner.takeOver(plans.of(organization.requiredOperation().type()), organization)
                .then();
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }

    /** Not while this instance hands its own back. */
    @Override
    public int getPhase() {
        return OperationRunner.PHASE + 1;
    }
}
