package io.tenantry.identity.throttle;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps a client address from making organizations without end, each of which costs a database and a hash, on all instances
 * together: {@link FoundingSettings}. Every attempt counts, whatever comes of it: a refusal tells which names and addresses
 * are taken.
 */
@Component
public class FoundingThrottle {

    private final FailureStore store;
    private final FoundingSettings settings;
    private final Clock clock;

    FoundingThrottle(FailureStore store, FoundingSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts an organization that the client of the request makes; 429 {@code rate_limited}, and it is not counted, when it
     * must wait.
     */
    public Mono<Void> count() {
        return settings.areLimited() ? counted() : Mono.empty();
    }

    private Mono<Void> counted() {
        return ClientAddress.current()
                .flatMap(address -> store.countOrRefuse(
                        "organizations:" + address,
                        Attempt.at(clock.instant()),
                        settings.ofOrganizations(),
                        FoundingThrottle::tooMany))
                .then();
    }

    private static ProblemException tooMany(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "Too many organizations were made from this address. Wait, then try again.",
                delay);
    }
}
