package io.tenantry.identity.throttle;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps an organization, which anybody may make, from sending strangers mails without end, on all instances together:
 * {@link InvitationSettings}.
 */
@Component
public class InvitationThrottle {

    private final FailureStore store;
    private final InvitationSettings settings;
    private final Clock clock;

    InvitationThrottle(FailureStore store, InvitationSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts an invitation that is to be mailed; 429 {@code rate_limited}, and it is not counted, when it must wait. */
    public Mono<Void> count(OrganizationId organization) {
        String id = "invitations:" + organization;
        return Mono.defer(() -> store.count(id, Attempt.at(now()), settings.ofMails()))
                .switchIfEmpty(Mono.defer(() -> delay(id)).flatMap(delay -> Mono.error(tooMany(delay))))
                .then();
    }

    private Mono<Duration> delay(String id) {
        return store.find(List.of(id)).next().map(mailed -> mailed.delay(now())).defaultIfEmpty(Duration.ZERO);
    }

    /** As exact as a BSON date. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ProblemException tooMany(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "The organization has had too many invitations mailed lately. Wait, then try again: nothing was done.",
                delay);
    }
}
