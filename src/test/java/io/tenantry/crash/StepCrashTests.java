package io.tenantry.crash;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Design, "Recovery": an instance dies with one operation before each step there is, all at once, and the other one brings
 * each of them to its end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepCrashTests {

    private final Cluster cluster = Cluster.shared();
    private final List<Subject> subjects = Subject.all(cluster);

    @BeforeAll
    void killTheirInstance() {
        subjects.forEach(Subject::begin);
        cluster.first().kill();
    }

    Stream<Subject> subjects() {
        return subjects.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void isBroughtToItsEndAfterAKillBefore(Subject subject) {
        subject.awaitEnd();
    }

    @AfterAll
    void nothingIsLeftHalfDone() {
        cluster.first().ensureReady();
        cluster.awaitRest();
    }
}
