package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs what must not stop half way detached from the request that asked for it: the request only watches, and a caller
 * who hangs up changes nothing. A stop of the service waits for what is running.
 */
@Component
class Operations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    /** A stop by an orchestrator leaves about ten seconds in all. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Below the graceful shutdown of the web server, above the directory and the rounds that drop namespaces. */
    static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;

    private final Set<Mono<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    /** The outcome of an operation, which runs to its end whether or not anybody waits for it. */
    <T> Mono<T> run(String name, Mono<T> operation) {
        return Mono.defer(() -> {
            if (!started) {
                return Mono.error(goingDown());
            }
            Mono<T> shared = operation.cache();
            running.add(shared);
            shared.doFinally(end -> running.remove(shared)).subscribe(done -> {}, failure -> report(name, failure));
            return shared;
        });
    }

    /** A refusal is told to who asked; anything else is worth a line here, since they may have gone. */
    private static void report(String name, Throwable failure) {
        if (!(failure instanceof ProblemException)) {
            LOG.warn("{} failed: {}", name, failure.toString());
        }
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop(Runnable callback) {
        started = false;
        Mono.whenDelayError(running)
                .timeout(PATIENCE, Schedulers.parallel())
                .doFinally(end -> callback.run())
                .subscribe(done -> {}, failure -> LOG.warn("An operation did not end well: {}", failure.toString()));
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after the web server has stopped taking requests, and before what the operations need. */
    @Override
    public int getPhase() {
        return PHASE;
    }

    private static ProblemException goingDown() {
        return new ProblemException(ErrorCode.OVERLOADED, "This instance is going down. Try again.");
    }
}
