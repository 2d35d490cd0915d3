package io.tenantry.identity.throttle;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps requests about forgotten passwords from filling somebody's mailbox, on all instances together: {@link ResetSettings}.
 * Every request counts, whatever comes of it.
 */
@Component
public class ResetThrottle {

    private final FailureStore store;
    private final ResetSettings settings;
    private final Clock clock;

    ResetThrottle(FailureStore store, ResetSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts a request of the client that the pipeline runs for; 429 {@code rate_limited} when it has asked too often. */
    public Mono<Void> countRequest() {
        return ClientAddress.current().flatMap(address -> count("reset:" + address, settings.ofAddresses()));
    }

    /** Counts a mail to somebody's mailbox, known or not; 429 {@code rate_limited} when they have had enough of them. */
    public Mono<Void> countMail(EmailAddress to) {
        return count("mail:" + to.mailbox(), settings.ofMails());
    }

    private Mono<Void> count(String id, Limit limit) {
        return Mono.defer(() -> store.countOrRefuse(id, Attempt.at(clock.instant()), limit, ResetThrottle::tooOften))
                .then();
    }

    private static ProblemException tooOften(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "Too many links were asked for. Wait, then try again; a mail may be there already.",
                delay);
    }
}
