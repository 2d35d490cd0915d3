package io.tenantry.announcement;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What happens to those who are connected when the service stops, before anything else does: they are told to come back, each
 * at another time, and the web server need not wait for them.
 */
@Component
class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** Those who come back spread over this. */
    private static final Duration SPREAD = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(50);

    private final Hub hub;
    private volatile boolean running;

    Drain(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void start() {
        hub.open();
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        hub.close();
        Mono.fromSupplier(this::isEmptied)
                .filter(emptied -> emptied)
                .repeatWhenEmpty(again -> again.delayElements(STEP))
                .timeout(PATIENCE)
                .doFinally(end -> done.run())
                .subscribe(empty -> {}, late -> LOG.warn("Some connections did not end in time."));
    }

    /** Also of those who were just coming in. */
    private boolean isEmptied() {
        hub.rooms().forEach(Drain::empty);
        return hub.isEmpty();
    }

    private static void empty(Room room) {
        room.sessions()
                .forEach(session -> session.close(Close.goingDown(
                        Duration.ofMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis())))));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
