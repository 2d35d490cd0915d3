package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** As the kernel tells it of the thread that runs the test. */
class TimeSliceTest {

    /** Of proc_pid_sched(5), in nanoseconds. */
    private static final Pattern SLICE = Pattern.compile("(?m)^se\\.slice\\s*:\\s*(\\d+)");

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    private static final Path SCHED = Path.of("/proc/thread-self/sched");

    @Test
    void isTheLongestOnceItWasLengthened() throws InterruptedException {
        assumeTrue(isChosenByThreads(System.getProperty("os.version")), "Linux 6.12 or newer");
        Slices slices = new Slices();
        Thread hashing = new Thread(slices);
        hashing.start();
        hashing.join();

        assumeTrue(slices.before.isPresent(), "a kernel that tells the slice of a thread");
        assertThat(slices.after).contains(TimeSlice.LONGEST).isNotEqualTo(slices.before);
    }

    private static boolean isChosenByThreads(String kernel) {
        Matcher version = VERSION.matcher(kernel);
        return Files.exists(SCHED)
                && version.lookingAt()
                && 1_000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2)) >= 6_012;
    }

    /** Of a thread of its own, which nobody else is to inherit. */
    private static final class Slices implements Runnable {

        private Optional<Duration> before = Optional.empty();
        private Optional<Duration> after = Optional.empty();

        @Override
        public void run() {
            before = read();
            TimeSlice.lengthen();
            after = read();
        }

        private static Optional<Duration> read() {
            try {
                Matcher told = SLICE.matcher(Files.readString(SCHED));
                return told.find() ? Optional.of(Duration.ofNanos(Long.parseLong(told.group(1)))) : Optional.empty();
            } catch (IOException untold) {
                return Optional.empty();
            }
        }
    }
}
