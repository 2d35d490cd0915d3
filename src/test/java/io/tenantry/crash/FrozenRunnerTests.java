package io.tenantry.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Design, "Names and namespaces": an instance stands still with one operation before each step there is. The other one takes
 * over and ends them, life goes on, and then the first one wakes and does what it was about to do. It harms nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenRunnerTests {

    /** Whoever wakes does at once what it was about to do; this is many times as long. */
    private static final Duration AFTERMATH = Duration.ofSeconds(4);

    private final Cluster cluster = Cluster.shared();
    private final List<Subject> subjects = Subject.all(cluster);

    @BeforeAll
    void wakeTheirInstanceTooLate() {
        Subject.wakeTooLate(cluster, subjects);
    }

    Stream<Subject> subjects() {
        return subjects.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void harmsNothingWhenItWakesBefore(Subject subject) {
        subject.assertUnharmed();
    }

    @AfterAll
    void nothingIsHarmedAfterwards() {
        cluster.awaitRest();
        await("an aftermath")
                .during(AFTERMATH)
                .atMost(AFTERMATH.multipliedBy(3))
                .untilAsserted(cluster::awaitRest);
        Together.each(subjects, Subject::assertUnharmed);
    }
}
