package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * What every instance notices within a second, with half a second for the noise of a busy machine. A look counts when it begins
 * in that time, and takes no longer than that itself; while the machine stands still, which is measured, no time passes.
 */
public final class Soon {

    private static final Duration LIMIT = Duration.ofMillis(1_500);

    private Soon() {}

    /** Waits for it to be so. */
    public static void until(Callable<Boolean> isSo) {
        untilAsserted(() -> assertThat(isSo.call()).isTrue());
    }

    /** Waits for a look that finds nothing wrong. */
    public static void untilAsserted(ThrowingCallable look) {
        try (Standstill waiting = new Standstill()) {
            Throwable wrong = found(look);
            while (wrong != null) {
                if (waiting.worked().compareTo(LIMIT) > 0) {
                    throw new AssertionError("Not within " + LIMIT, wrong);
                }
                wrong = found(look);
            }
        }
    }

    private static @Nullable Throwable found(ThrowingCallable look) {
        try (Standstill looking = new Standstill()) {
            look.call();
            assertThat(looking.worked()).isLessThan(LIMIT);
            return null;
        } catch (Throwable wrong) {
            return wrong;
        }
    }
}
