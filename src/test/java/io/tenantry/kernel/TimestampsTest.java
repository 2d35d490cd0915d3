package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract, "Times": RFC 3339 in UTC with milliseconds and Z. */
class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:30:00Z, 2026-03-01T09:30:00.000Z",
        "2026-03-01T09:30:00.120Z, 2026-03-01T09:30:00.120Z",
        "2026-03-01T09:30:00.999999999Z, 2026-03-01T09:30:00.999Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z"
    })
    void timesHaveExactlyThreeDigitsOfMilliseconds(Instant time, String written) {
        assertThat(Timestamps.format(time)).isEqualTo(written);
    }
}
