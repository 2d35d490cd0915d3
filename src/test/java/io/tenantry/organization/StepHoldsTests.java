package io.tenantry.organization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** What the crash tests stand on. */
class StepHoldsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofMillis(200);

    @TempDir
    Path directory;

    @Test
    void whatIsNotArmedGoesOn() {
        StepVerifier.create(new StepHolds(directory).reached(OperationType.RENAME, StepName.COPY))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whatIsArmedIsHeldUntilItIsReleasedAndOnlyOnce() throws IOException {
        StepHolds holds = new StepHolds(directory);
        Files.writeString(directory.resolve("RENAME-COPY"), "7");

        StepVerifier.create(holds.reached(OperationType.RENAME, StepName.COPY))
                .expectSubscription()
                .expectNoEvent(A_WHILE)
                .then(this::release)
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(holds.reached(OperationType.RENAME, StepName.COPY))
                .expectComplete()
                .verify(PATIENCE);
    }

    private void release() {
        try {
            Files.writeString(directory.resolve("released-7"), "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
