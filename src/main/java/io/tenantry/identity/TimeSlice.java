package io.tenantry.identity;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the kernel lets a thread compute before it is another one's turn. A thread with a long slice gets no more and no
 * less of the processor than before, but what wakes with a shorter one interrupts it at once, instead of when its slice is
 * over: what a thread does well to ask for that computes for long beside others that answer shortly.
 *
 * <p>Linux lets threads choose since 6.12 (EEVDF: {@code sched_runtime} of sched_setattr(2) under {@code SCHED_OTHER}).
 * Anywhere else, or where it is forbidden, everything stays as it is.
 */
final class TimeSlice {

    /** The longest that the kernel knows. */
    static final Duration LONGEST = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(TimeSlice.class);

    /** The numbers of {@code sched_setattr}, by architecture; {@code sched_getattr} has the next one. */
    private static final Map<String, Integer> SET = Map.of("x86-64", 314, "aarch64", 274);

    /** {@code struct sched_attr} in its first version, and where {@code sched_runtime} stands in it. */
    private static final int ATTRIBUTES = 48;

    private static final int RUNTIME = 24;

    private static final int THIS_THREAD = 0;
    private static final int NO_FLAGS = 0;

    private TimeSlice() {}

    /** The C library's way to any call of the kernel: syscall(2). */
    private interface Kernel extends Library {

        int syscall(NativeLong number, Object... arguments);
    }

    /** Asks for the {@link #LONGEST} for the current thread. It never fails. */
    static void lengthen() {
        Integer set = Platform.isLinux() ? SET.get(Platform.ARCH) : null;
        if (set == null) {
            return;
        }
        try {
            lengthen(Native.load(Platform.C_LIBRARY_NAME, Kernel.class), set);
        } catch (LinkageError | RuntimeException unavailable) {
            LOG.debug("Threads that hash keep their time slice: {}", unavailable.toString());
        }
    }

    private static void lengthen(Kernel kernel, int set) {
        Memory attributes = new Memory(ATTRIBUTES);
        if (kernel.syscall(new NativeLong(set + 1), THIS_THREAD, attributes, ATTRIBUTES, NO_FLAGS) == 0) {
            attributes.setLong(RUNTIME, LONGEST.toNanos());
            kernel.syscall(new NativeLong(set), THIS_THREAD, attributes, NO_FLAGS);
        }
    }
}
