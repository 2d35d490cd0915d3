package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract: "an account from its 10th failure in 15 minutes, ... growing delays, 429, never for ever". */
class FailuresTests {

    private static final Limit LIMIT = new Limit(10, Duration.ofMinutes(15));
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "9,0", "10,1", "11,2", "12,4", "19,512", "20,900", "21,900", "1000000,900"})
    void theDelayDoublesFromTheTenthFailureOnUpToAQuarterOfAnHour(int failures, long seconds) {
        assertThat(LIMIT.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theTenthFailureMakesTheNextAttemptWait() {
        Failures nine = failing(9, Duration.ofSeconds(1));
        Instant then = NOW.plusSeconds(9);
        Failures ten = nine.with(Attempt.at(then), LIMIT);

        assertThat(nine.delay(then)).isZero();
        assertThat(ten.delay(then)).isEqualTo(Duration.ofSeconds(1));
        assertThat(ten.delay(then.plusMillis(999))).isEqualTo(Duration.ofMillis(1));
        assertThat(ten.delay(then.plusSeconds(1))).isZero();
    }

    @Test
    void failuresFarApartNeverWait() {
        // Any 15 minutes have nine of them.
        Failures slow = failing(1_000, Duration.ofSeconds(100));

        assertThat(slow.until()).isNull();
        assertThat(slow.attempts()).hasSize(9);
    }

    /** Windows that begin anew at fixed times would let nine pass at the end of one and nine at the beginning of the next. */
    @Test
    void theWindowSlides() {
        Failures failures = none();
        for (int i = 0; i < 9; i++) {
            failures = failures.with(Attempt.at(NOW.plusSeconds(899)), LIMIT);
        }

        assertThat(failures.with(Attempt.at(NOW.plusSeconds(901)), LIMIT).delay(NOW.plusSeconds(901)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    /** Somebody who guesses whenever they may. */
    @Test
    void guessingWithoutEndGetsThroughTwentyTimesInAQuarterOfAnHour() {
        Failures failures = none();
        Instant time = NOW;
        int guesses = 0;
        while (time.isBefore(NOW.plus(Duration.ofDays(1)))) {
            failures = failures.with(Attempt.at(time), LIMIT);
            time = time.plus(failures.delay(time));
            guesses++;
            assertThat(failures.delay(failures.attempts()
                            .get(failures.attempts().size() - 1)
                            .at()))
                    .isLessThanOrEqualTo(Duration.ofMinutes(15));
        }

        assertThat(guesses).isLessThan(96 * 20);
        assertThat(failures.attempts()).hasSizeLessThan(25);
    }

    /** One chance in three thousand a day: of a million codes three are right at a time. */
    @Test
    void codesAreGuessedSeldomerThanPasswords() {
        Limit codes = new SignInSettings(10, 200).ofCodes();
        Failures failures = none();
        Instant time = NOW;
        int guesses = 0;
        while (time.isBefore(NOW.plus(Duration.ofDays(10)))) {
            failures = failures.with(Attempt.at(time), codes);
            time = time.plus(failures.delay(time));
            guesses++;
        }

        assertThat(guesses).isLessThan(10 * 115);
    }

    @Test
    void whatIsForgottenDelaysNothingAnyMore() {
        Failures many = failing(500, Duration.ZERO);

        assertThat(many.delay(many.forgetAt())).isZero();
    }

    private static Failures failing(int times, Duration apart) {
        return IntStream.range(0, times)
                .mapToObj(i -> NOW.plus(apart.multipliedBy(i)))
                .reduce(none(), (failures, at) -> failures.with(Attempt.at(at), LIMIT), (one, other) -> other);
    }

    private static Failures none() {
        return new Failures("account:ada@acme.com", List.of(), null, NOW, 0);
    }
}
