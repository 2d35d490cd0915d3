package io.tenantry.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.benchmark.SocketStep.Limits;
import org.junit.jupiter.api.Test;

/** How many sockets are tried one after the other, and what ends it. */
class SocketStepTest {

    private static final Limits LIMITS = new Limits(1_000, 20_000);

    private static SocketStep step(int sockets, double p99) {
        return new SocketStep(sockets, p99 / 2, p99, 50, 40, 97, 100);
    }

    @Test
    void farFromTheEndTheyAreDoubled() {
        assertThat(step(1_000, 249).next(LIMITS)).hasValue(2_000);
    }

    @Test
    void nearItAQuarterIsAdded() {
        assertThat(step(8_000, 250).next(LIMITS)).hasValue(10_000);
    }

    @Test
    void thereAreNeverMoreThanAProcessMayHave() {
        assertThat(step(16_000, 100).next(LIMITS)).hasValue(20_000);
        assertThat(step(20_000, 100).next(LIMITS)).isEmpty();
        assertThat(step(20_000, 100).end(LIMITS)).isEqualTo("open files, 20,000 sockets a process");
    }

    @Test
    void thereIsNoneAfterWhatTookTooLong() {
        assertThat(step(8_000, 1_000).next(LIMITS)).hasValue(10_000);
        assertThat(step(8_000, 1_001).next(LIMITS)).isEmpty();
        assertThat(step(8_000, 1_001).end(LIMITS)).isEqualTo("p99, all processors 97 % busy");
    }
}
