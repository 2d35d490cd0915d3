package io.tenantry;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * What every instance notices within a second, with half a second for the noise of a busy machine. A look counts when it begins
 * in that time; while the machine stands still, which is measured, no time passes.
 */
public final class Soon {

    private static final Duration LIMIT = Duration.ofMillis(1_500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Soon() {}

    /** Waits for it to be so. */
    public static void until(Callable<Boolean> isSo) {
        untilAsserted(() -> {
            if (!isSo.call()) {
                throw new AssertionError("It is not so.");
            }
        });
    }

    /** Waits for a look that finds nothing wrong. */
    public static void untilAsserted(ThrowingCallable look) {
        try (Standstill standstill = new Standstill()) {
            long begun = System.nanoTime();
            Throwable wrong = found(look);
            while (wrong != null) {
                pause(BETWEEN_LOOKS);
                Duration passed = Duration.ofNanos(System.nanoTime() - begun).minus(standstill.total());
                if (passed.compareTo(LIMIT) > 0) {
                    throw new AssertionError("Not within " + LIMIT, wrong);
                }
                wrong = found(look);
            }
        }
    }

    private static @Nullable Throwable found(ThrowingCallable look) {
        try {
            look.call();
            return null;
        } catch (Throwable wrong) {
            return wrong;
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** For how long this machine lets nobody work, by what a thread oversleeps. */
    private static final class Standstill implements AutoCloseable {

        private static final Duration NAP = Duration.ofMillis(20);

        /** What threads oversleep anyway. */
        private static final Duration USUAL = Duration.ofMillis(20);

        private final AtomicLong nanos = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();

        Standstill() {
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

        Duration total() {
            return Duration.ofNanos(nanos.get());
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
