package io.tenantry.organization;

import io.tenantry.tenancy.DatabaseCopier;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Drops the data under retired namespaces when its time has come. What to drop stands in the claims, so it is found again
 * after a crash, by any instance.
 */
@Component
class RetiredNamespaces {

    private static final Logger LOG = LoggerFactory.getLogger(RetiredNamespaces.class);

    /** What this instance did not retire itself is looked for this often. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** A claim's time is the clock's, a delay is not: better a moment late than early. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    private final ClaimStore claims;
    private final DatabaseCopier databases;
    private final Clock clock;
    private final Sinks.Many<Duration> wishes = Sinks.many().multicast().directBestEffort();

    RetiredNamespaces(ClaimStore claims, DatabaseCopier databases, Clock clock) {
        this.claims = claims;
        this.databases = databases;
        this.clock = clock;
    }

    /** Looks for what is due once this time has passed. */
    void dropAfter(Duration grace) {
        wishes.emitNext(grace.plus(MARGIN), Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
    }

    /** When something may be due: at any wish, and now and then. */
    Flux<?> ticks(Scheduler scheduler) {
        Flux<?> wished = wishes.asFlux().flatMap(grace -> Mono.delay(grace, scheduler), Integer.MAX_VALUE);
        return Flux.merge(Flux.interval(Duration.ZERO, EVERY, scheduler), wished)
                .onBackpressureLatest();
    }

    /** One round. What could not be dropped is due again at the next one, and holds up no other. */
    Mono<Void> dropDue() {
        return Flux.defer(() -> claims.due(clock.instant()))
                .concatMap(claim -> drop(claim).onErrorComplete(failure -> noted(claim, failure)))
                .then();
    }

    private static boolean noted(Claim claim, Throwable failure) {
        LOG.warn("{} could not be dropped: {}", claim.id(), failure.toString());
        return true;
    }

    private Mono<Void> drop(Claim claim) {
        return databases
                .drop(Objects.requireNonNull(claim.placement()))
                .then(Mono.defer(() -> claims.dropped(claim, clock.instant())));
    }
}
