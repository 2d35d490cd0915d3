package io.tenantry.kernel;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Work that is done in rounds while the service runs, one after the other, on a thread of its own. A round that fails is
 * noted, and the next one comes all the same. A stop cuts a round short; a start begins anew.
 */
public final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

    /** It may end as late as anything does. */
    private static final int NEEDED_BY_NOBODY = 0;

    private final String work;
    private final int phase;
    private final Function<Scheduler, Flux<?>> ticks;
    private final Supplier<Mono<Void>> round;
    private volatile Disposable going = Disposables.disposed();

    /**
     * Work that begins with the application context.
     *
     * @param work what it is, in a word or two, for the thread and the log
     * @param phase when it stops: those of a higher phase have ended by then
     * @param ticks when to begin a round, told the scheduler of its thread; the flux sees to its own backpressure
     */
    public Rounds(String work, int phase, Function<Scheduler, Flux<?>> ticks, Supplier<Mono<Void>> round) {
        this.work = work;
        this.phase = phase;
        this.ticks = ticks;
        this.round = round;
    }

    /** The removal of what is over and no longer looked at, every ten minutes. */
    public static Rounds ofRemoval(String work, Supplier<Mono<Void>> removal) {
        return new Rounds(work, NEEDED_BY_NOBODY, every(BETWEEN_REMOVALS, BETWEEN_REMOVALS), removal);
    }

    /** Ticks at a period, but not while a round goes on. */
    public static Function<Scheduler, Flux<?>> every(Duration first, Duration period) {
        return scheduler -> Flux.interval(first, period, scheduler).onBackpressureDrop();
    }

    @Override
    public void start() {
        Scheduler scheduler = Schedulers.newSingle(work.replace(' ', '-'), true);
        going = Disposables.composite(rounds(scheduler), scheduler);
    }

    private Disposable rounds(Scheduler scheduler) {
        return ticks.apply(scheduler)
                .concatMap(tick -> Mono.defer(round).onErrorComplete(this::noted), 1)
                .subscribe(done -> {}, failure -> LOG.error("There are no rounds of {} any more.", work, failure));
    }

    private boolean noted(Throwable failure) {
        LOG.warn("A round of {} ended early, the next one follows: {}", work, failure.toString());
        return true;
    }

    @Override
    public void stop() {
        going.dispose();
    }

    @Override
    public boolean isRunning() {
        return !going.isDisposed();
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
