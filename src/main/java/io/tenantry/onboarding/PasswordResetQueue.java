package io.tenantry.onboarding;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is done about forgotten passwords after their requests were answered, so that the answer tells nothing of it:
 * {@value #AT_ONCE} at a time, and {@value #PLACES} with those that wait. A stop gives them {@value #GRACE_SECONDS} s.
 */
@Component
class PasswordResetQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordResetQueue.class);

    private static final int AT_ONCE = 4;
    private static final int PLACES = 256;
    private static final int GRACE_SECONDS = 5;

    /** After the web server, before the mailer. */
    private static final int PHASE = 0;

    private final Semaphore places = new Semaphore(PLACES);
    private volatile @Nullable FluxSink<Mono<Void>> entrance;
    private volatile Sinks.Empty<Void> ended = Sinks.empty();
    private volatile Scheduler thread = Schedulers.immediate();

    /** @throws ProblemException 503 {@code overloaded} when there is no place now */
    void requirePlace() {
        if (places.availablePermits() == 0) {
            throw full();
        }
    }

    /** @throws ProblemException 503 {@code overloaded} when there is no place, and nothing will be done */
    void add(Mono<Void> work) {
        FluxSink<Mono<Void>> open = entrance;
        if (open == null || !places.tryAcquire()) {
            throw full();
        }
        open.next(work.onErrorComplete(PasswordResetQueue::noted).doFinally(end -> places.release()));
    }

    private static ProblemException full() {
        return new ProblemException(
                ErrorCode.OVERLOADED, "Too many forgotten passwords are being worked on. Try again shortly.");
    }

    /** Nothing of the address or of a link. */
    private static boolean noted(Throwable failure) {
        LOG.warn("A password reset was given up: {}", failure.getClass().getSimpleName());
        return true;
    }

    @Override
    public void start() {
        Sinks.Empty<Void> end = Sinks.empty();
        ended = end;
        thread = Schedulers.newSingle("password-resets", true);
        Flux.<Mono<Void>>create(sink -> entrance = sink)
                .publishOn(thread)
                .flatMap(work -> work, AT_ONCE)
                .subscribe(
                        done -> {},
                        failure -> LOG.error("Nothing is done about forgotten passwords any more.", failure),
                        end::tryEmitEmpty);
    }

    @Override
    public void stop(Runnable stopped) {
        FluxSink<Mono<Void>> open = entrance;
        entrance = null;
        if (open == null) {
            stopped.run();
            return;
        }
        open.complete();
        ended.asMono()
                .timeout(Duration.ofSeconds(GRACE_SECONDS))
                .doFinally(end -> {
                    thread.dispose();
                    stopped.run();
                })
                .subscribe(done -> {}, late -> LOG.warn("The service goes down before all password resets are done."));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return entrance != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
