package io.tenantry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** For how long this machine lets nobody work, by what a thread oversleeps: no time in which anything could be done. */
public final class Standstill implements AutoCloseable {

    private static final Duration NAP = Duration.ofMillis(20);

    /** What threads oversleep anyway. */
    private static final Duration USUAL = Duration.ofMillis(20);

    private final long begun = System.nanoTime();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Measured from now on, until it is closed. */
    public Standstill() {
        Thread thread = new Thread(this::measure, "standstill");
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!over.get()) {
            long asleep = System.nanoTime();
            pause(NAP);
            long overslept = System.nanoTime() - asleep - NAP.toNanos();
            if (overslept > USUAL.toNanos()) {
                nanos.addAndGet(overslept);
            }
        }
    }

    /** The time since the beginning in which this machine worked. Waits for the last standstill to be known. */
    public Duration worked() {
        Duration passed = Duration.ofNanos(System.nanoTime() - begun);
        pause(NAP.plus(USUAL));
        return passed.minusNanos(nanos.get());
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        over.set(true);
    }
}
