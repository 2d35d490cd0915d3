package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Runs operations detached from the requests that asked for them: a request only watches, and a caller who hangs up changes
 * nothing. A stop of the service gives those that take long to other instances at once.
 */
@Component
class OperationRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

    /** What a stop waits for operations that are about to end; then they are handed back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration HANDED_BACK_WITHIN = Duration.ofSeconds(2);

    /** Above the graceful shutdown of the web server: a request that waits for an operation is told where to look for it. */
    static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 512;

    private final Instance instance;
    private final OrganizationStore organizations;
    private final OperationStore operations;
    private final OrganizationDirectory directory;
    private final Clock clock;
    private final StepHook hook;
    private final Map<ObjectId, Running> running = new ConcurrentHashMap<>();
    private final Set<ObjectId> beginning = ConcurrentHashMap.newKeySet();
    private volatile Sinks.Empty<Void> leaving = Sinks.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    OperationRunner(
            Instance instance,
            OrganizationStore organizations,
            OperationStore operations,
            OrganizationDirectory directory,
            Clock clock,
            ObjectProvider<StepHook> hook) {
        this.instance = instance;
        this.organizations = organizations;
        this.operations = operations;
        this.directory = directory;
        this.clock = clock;
        this.hook = hook.getIfAvailable(() -> (type, step) -> Mono.empty());
    }

    /** An operation that this instance runs, and how it ends here. */
    record Running(Organization begun, Mono<Organization> outcome, Disposable execution) {

        ObjectId id() {
            return begun.requiredOperation().id();
        }
    }

    /**
     * Begins an operation and runs it.
     *
     * @param begun the organization with the operation in it
     * @param entering writes that; empty when another change came first
     * @return 409 {@code version_conflict} when another change came first
     */
    Mono<Running> begin(Plan plan, Organization begun, Mono<Organization> entering) {
        ObjectId id = begun.requiredOperation().id();
        return Mono.defer(() -> stopping ? goingDown() : operations.note(OpenOperation.of(begun, clock.instant())))
                .then(entering.onErrorResume(
                        lost -> entered(begun).onErrorMap(unread -> lost).switchIfEmpty(Mono.error(lost))))
                .doOnNext(directory::remember)
                .map(entered -> run(plan, entered))
                .switchIfEmpty(Mono.defer(() -> operations.strikeOut(id))
                        .then(Mono.error(OrganizationProblems::changedMeanwhile)))
                .doOnSubscribe(subscribed -> beginning.add(id))
                .doFinally(end -> beginning.remove(id));
    }

    /** The organization, when the operation has begun although nobody was told so. */
    private Mono<Organization> entered(Organization begun) {
        return organizations
                .readCurrent(begun.id())
                .filter(now -> now.isRunning(begun.requiredOperation().id())
                        && now.isOperatedBy(begun.requiredOperation().requiredOwner()));
    }

    /** Goes on with an operation that stands still; empty when it does not any more. */
    Mono<Running> takeOver(Plan plan, Organization standing) {
        Organization ours = plan.resumed().apply(standing).takenOverBy(instance.newOwner());
        return stopping
                ? Mono.empty()
                : organizations
                        .takeOver(standing, ours)
                        .doOnNext(taken -> LOG.info(
                                "Goes on with {} {} of organization {} at {}",
                                plan.type(),
                                taken.requiredOperation().id(),
                                taken.id(),
                                taken.requiredOperation().step()))
                        .doOnNext(directory::remember)
                        .map(taken -> run(plan, taken));
    }

    private Running run(Plan plan, Organization begun) {
        ObjectId id = begun.requiredOperation().id();
        Sinks.One<Organization> outcome = Sinks.one();
        Disposable.Swap execution = Disposables.swap();
        Running run = new Running(begun, outcome.asMono(), execution);
        running.put(id, run);
        execution.update(new Execution(plan, begun, organizations, directory, hook, clock, System::nanoTime)
                .run()
                .flatMap(ended -> operations.strikeOut(id).onErrorComplete().thenReturn(ended))
                .onErrorResume(failure -> struckOut(id, failure))
                .doFinally(end -> running.remove(id, run))
                .subscribe(outcome::tryEmitValue, outcome::tryEmitError));
        if (stopping) {
            handBack(run).subscribe(done -> {}, failure -> notHandedBack(run, failure));
        }
        return run;
    }

    /** Of a lost operation somebody else keeps the note. */
    private Mono<Organization> struckOut(ObjectId id, Throwable failure) {
        return failure instanceof LostLeaseException
                ? Mono.error(failure)
                : operations.strikeOut(id).onErrorComplete().then(Mono.error(failure));
    }

    /** Whether this instance runs it, or is about to. */
    boolean runs(ObjectId operation) {
        return running.containsKey(operation) || beginning.contains(operation);
    }

    /** Whether an execution of this instance began it, which has ended if it does not run any more. */
    boolean isMine(Operation operation) {
        return instance.isMine(operation);
    }

    String newOwner() {
        return instance.newOwner();
    }

    /** Completes when this instance goes down. */
    Mono<Void> leaving() {
        return leaving.asMono();
    }

    @Override
    public void start() {
        leaving = Sinks.empty();
        started = true;
        stopping = false;
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        Sinks.Empty<Void> left = leaving;
        Flux.fromIterable(running.values())
                .flatMap(run -> run.outcome().onErrorComplete(), Integer.MAX_VALUE)
                .then()
                .timeout(PATIENCE, Mono.empty(), Schedulers.parallel())
                .then(Mono.defer(this::handBack))
                .timeout(HANDED_BACK_WITHIN.plus(PATIENCE), Schedulers.parallel())
                .doFinally(end -> {
                    left.tryEmitEmpty();
                    callback.run();
                })
                .subscribe(done -> {}, failure -> LOG.warn("Operations were not handed back: {}", failure.toString()));
    }

    private Mono<Void> handBack() {
        return Flux.fromIterable(running.values())
                .flatMap(
                        run -> handBack(run)
                                .doOnError(failure -> notHandedBack(run, failure))
                                .onErrorComplete(),
                        Integer.MAX_VALUE)
                .then();
    }

    private Mono<Boolean> handBack(Running run) {
        run.execution().dispose();
        return organizations
                .handBack(
                        run.begun().id(),
                        run.id(),
                        run.begun().requiredOperation().requiredOwner())
                .doOnNext(ours -> LOG.info("{} operation {}", ours ? "Handed back" : "Had lost", run.id()));
    }

    private static void notHandedBack(Running run, Throwable failure) {
        LOG.warn("Operation {} was not handed back: {}", run.id(), failure.toString());
    }

    @Override
    public void stop() {
        stopping = true;
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static <T> Mono<T> goingDown() {
        return Mono.error(new ProblemException(ErrorCode.OVERLOADED, "This instance is going down. Try again."));
    }
}
