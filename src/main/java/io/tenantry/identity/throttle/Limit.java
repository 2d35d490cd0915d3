package io.tenantry.identity.throttle;

import io.tenantry.kernel.SettingException;
import java.time.Duration;

/**
 * How many are too many of what is counted, be it failures, sign-ups, requests or mails: from that number within the window
 * each one delays the next attempt, the first by so long and each other one by twice as long, at most
 * {@link #LONGEST_DELAY}, so that nothing is locked for ever.
 *
 * @param failures how many, of whatever is counted; at least 2
 * @param firstDelay if it is longer than the longest, each is as long as this
 */
record Limit(int failures, Duration window, Duration firstDelay) {

    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** 2<sup>10</sup> seconds are more than the longest delay. */
    private static final int MOST_DOUBLINGS = 10;

    /** The first delay is one second. */
    Limit(int failures, Duration window) {
        this(failures, window, Duration.ofSeconds(1));
    }

    /** No more than so many within the window, whose end is waited for. */
    static Limit atMost(int times, Duration window) {
        return new Limit(times, window, window);
    }

    /**
     * What a setting must be to become a limit.
     *
     * @throws SettingException for less than 2
     */
    static void requireEnough(String setting, int times) {
        if (times < 2) {
            throw new SettingException(setting, "must be 2 or more.");
        }
    }

    /** How long the next attempt waits after so many within the window; zero below the limit. */
    Duration delay(int recent) {
        if (recent < failures) {
            return Duration.ZERO;
        }
        if (firstDelay.compareTo(LONGEST_DELAY) > 0) {
            return firstDelay;
        }
        Duration doubled = firstDelay.multipliedBy(1L << Math.min(recent - failures, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }
}
