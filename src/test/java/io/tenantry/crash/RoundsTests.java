package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long form can be ended at any time and goes on where it was. */
class RoundsTests {

    private static final int TOTAL = 25;

    @TempDir
    Path directory;

    private Path progress = Path.of("progress");

    @BeforeEach
    void inADirectoryOfItsOwn() {
        progress = directory.resolve("progress.properties");
    }

    @Test
    void goesOnAfterTheLastLegThatPassed() {
        Rounds before = Rounds.longForm(progress, TOTAL, 7L);
        assertThat(before.passed()).isTrue();
        long seed = before.seed();

        Rounds after = Rounds.longForm(progress, TOTAL, null);

        assertThat(after.seed()).isEqualTo(seed);
        assertThat(after.next()).isEqualTo(10);
        assertThat(after.passed()).isTrue();
        assertThat(after.next()).isEqualTo(5);
        assertThat(after.passed()).isFalse();
    }

    @Test
    void beginsAgainWithAnotherSeed() {
        assertThat(Rounds.longForm(progress, TOTAL, 7L).passed()).isTrue();

        assertThat(Rounds.longForm(progress, TOTAL, 8L).seed()).isEqualTo(8);
    }

    @Test
    void beginsAgainWhenAllIsDone() {
        assertThat(Rounds.longForm(progress, 10, 7L).passed()).isFalse();

        assertThat(Rounds.longForm(progress, 10, 7L).next()).isEqualTo(10);
    }
}
