package io.tenantry.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a measured time is counted from. */
class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    @Test
    void eachMessageCountsFromItsOwnSending() {
        arrivals.sent(millis(0));
        arrivals.sent(millis(1_000));
        arrivals.heard(0, millis(1_300));
        arrivals.heard(1, millis(1_301));

        assertThat(arrivals.latencies().p50()).isEqualTo(301);
        assertThat(arrivals.latencies().longest()).isEqualTo(1_300);
    }

    @Test
    void whatWasNotSentInThisMeasurementDoesNotCount() {
        arrivals.sent(0);
        arrivals.heard(1, millis(5));

        assertThat(arrivals.latencies().count()).isZero();
    }
}
