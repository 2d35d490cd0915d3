package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many documents one command copies. */
class RangeLimitTest {

    private final RangeLimit limit = new RangeLimit(1_000, 1_000_000);

    @Test
    void manySmallOnesAreCountedAndFewLargeOnesWeighed() {
        assertThat(limit.in(0)).isEqualTo(1_000);
        assertThat(limit.in(999)).isEqualTo(1_000);
        assertThat(limit.in(10_000)).isEqualTo(100);
    }

    @Test
    void oneIsAlwaysCopied() {
        assertThat(limit.in(16_000_000)).isEqualTo(1);
    }
}
