package io.tenantry.crash;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Design, "Names and namespaces": an instance stands still before it takes a name, an address or a namespace. The operation is
 * undone by the other one, or taken back, and all of it is free. Then the first one wakes and takes it: a claim that its
 * organization does not name is garbage, and is free again within a minute or so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenTakerTests {

    private final Cluster cluster = Cluster.shared();
    private final List<Subject> subjects = Subject.taking(cluster);

    @BeforeAll
    void wakeTheirInstanceTooLate() {
        Subject.wakeTooLate(cluster, subjects);
    }

    Stream<Subject> subjects() {
        return subjects.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void givesBackWhatItTakesWhenItWakesBefore(Subject subject) {
        subject.assertUnharmed();
    }

    @AfterAll
    void nothingIsHarmedAfterwards() {
        cluster.awaitRest();
    }
}
