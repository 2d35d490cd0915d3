package io.tenantry.identity.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What was counted lately for one account, person, address or organization: failures of those who sign in, or else sign-ups,
 * requests about forgotten passwords or mails, whatever came of them. Attempts that waited in vain are not among them, so
 * that whoever keeps trying does not lengthen the wait.
 *
 * @param attempts in the order in which they were made; how many there can be is limited by their delays
 * @param until the next attempt waits so long; left out when it need not wait
 * @param forgetAt when the document means nothing any more
 */
@Document("login_failures")
record Failures(
        @Id String id, List<Attempt> attempts, @Nullable Instant until, Instant forgetAt, long version) {

    /** How long an attempt still waits. */
    Duration delay(Instant now) {
        return until == null || !until.isAfter(now) ? Duration.ZERO : Duration.between(now, until);
    }

    /** Whether nothing else was counted. */
    boolean isOnly(Attempt attempt) {
        return attempts.size() == 1 && attempts.contains(attempt);
    }

    /** With one more, and without those that have left the window. */
    Failures with(Attempt attempt, Limit limit) {
        Instant now = attempt.at();
        Stream<Attempt> kept =
                attempts.stream().filter(old -> old.at().plus(limit.window()).isAfter(now));
        List<Attempt> recent = Stream.concat(kept, Stream.of(attempt)).toList();
        Duration delay = limit.delay(recent.size());
        return new Failures(id, recent, delay.isZero() ? null : now.plus(delay), forgetAt(now, limit), version + 1);
    }

    /** No delay is longer than the window, so that what delays is not forgotten. */
    static Instant forgetAt(Instant now, Limit limit) {
        return now.plus(limit.window());
    }
}
