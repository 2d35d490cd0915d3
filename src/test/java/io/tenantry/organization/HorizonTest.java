package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every change is looked for, whatever becomes of the clock that dates it. */
class HorizonTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant ELEVEN = NOON.minus(Duration.ofHours(1));
    private static final Duration ROUND = Duration.ofMillis(500);

    private final Horizon horizon = new Horizon(NOON, NOON);

    @Test
    void looksBackBeyondTheLastChange() {
        Horizon later = horizon.next(NOON.plusSeconds(60), Optional.of(NOON.plusSeconds(60)));

        assertThat(later.from(NOON.plusSeconds(61))).isEqualTo(NOON.plusSeconds(55));
    }

    @Test
    void looksFromTheLastChangeHoweverLongAgo() {
        Horizon later = horizon.next(NOON.plusSeconds(60), Optional.empty());

        assertThat(later.from(NOON.plusSeconds(61))).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void anEarlierChangeThatIsSeenAgainIsNotTheLast() {
        Horizon later = horizon.next(NOON.plusSeconds(1), Optional.of(ELEVEN));

        assertThat(later).isEqualTo(new Horizon(NOON, NOON.plusSeconds(1)));
    }

    @Test
    void findsWhatIsDatedByAClockThatWasSetBack() {
        Instant change = ELEVEN.plus(ROUND);

        assertThat(horizon.from(change.plus(ROUND))).isBefore(change);
    }

    @Test
    void findsWhatWasDatedByAClockThatWasSetBackOnlyForAWhile() {
        Horizon meanwhile = horizon.next(ELEVEN, Optional.empty());
        Instant change = ELEVEN.plus(ROUND);

        assertThat(meanwhile.from(NOON.plusSeconds(1))).isBefore(change);
    }
}
