package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.CopyProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * For how long an operation stays with the execution that runs it: as long as it renews this, which also tells how far it is.
 */
final class Lease {

    /** An operation whose beat has not changed for this long may be taken over. */
    static final Duration LENGTH = Duration.ofSeconds(8);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

    /** A step is not begun on a lease that may have run out by the time it does something. */
    private static final Duration TRUSTED_FOR = LENGTH.minus(RENEWED_EVERY);

    private final OrganizationStore organizations;
    private final OrganizationId organization;
    private final ObjectId operation;
    private final String owner;
    private final Supplier<@Nullable CopyProgress> progress;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private volatile long renewed;

    /** @param begun the organization with the operation, whose owner has just been written */
    Lease(
            Organization begun,
            Supplier<@Nullable CopyProgress> progress,
            OrganizationStore organizations,
            Clock clock,
            LongSupplier nanoTime) {
        this.organizations = organizations;
        this.organization = begun.id();
        this.operation = begun.requiredOperation().id();
        this.owner = begun.requiredOperation().requiredOwner();
        this.progress = progress;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.renewed = nanoTime.getAsLong();
    }

    /** Completes while it can be trusted; fails with a {@link LostLeaseException} when it is lost, or there is none any more. */
    Mono<Void> required() {
        return nanoTime.getAsLong() - renewed < TRUSTED_FOR.toNanos()
                ? Mono.empty()
                : renew(Mono.error(LostLeaseException::new));
    }

    /** Renews it again and again. Never completes; fails with a {@link LostLeaseException} when somebody else has it. */
    <T> Mono<T> renewing() {
        return Flux.interval(RENEWED_EVERY)
                .onBackpressureDrop()
                .concatMap(
                        tick -> renew(requireNobodyElse())
                                .onErrorComplete(failure -> !(failure instanceof LostLeaseException)),
                        1)
                .then(Mono.never());
    }

    private Mono<Void> renew(Mono<Void> otherwise) {
        return Mono.defer(() -> {
            long asked = nanoTime.getAsLong();
            return organizations
                    .beat(organization, operation, owner, progress.get(), clock.instant())
                    .flatMap(held -> held ? Mono.fromRunnable(() -> renewed = asked) : otherwise);
        });
    }

    /** A beat that crosses the last write finds nothing to renew, and nothing is lost. */
    private Mono<Void> requireNobodyElse() {
        return organizations
                .readCurrent(organization)
                .filter(now -> now.isRunning(operation) && !now.isOperatedBy(owner))
                .flatMap(lost -> Mono.error(new LostLeaseException()));
    }
}
