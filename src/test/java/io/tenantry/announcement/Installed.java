package io.tenantry.announcement;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Arrays;

/**
 * Programs that some tests need besides a JDK. Where one is missing its tests are skipped and say so; where {@code CI} is
 * set, as {@code .ci/run} does, they fail.
 */
final class Installed {

    private Installed() {}

    static void require(String program) {
        assumeTrue(
                System.getenv("CI") != null || isOnPath(program),
                () -> program + " is not installed, in Debian: apt-get install " + program);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
