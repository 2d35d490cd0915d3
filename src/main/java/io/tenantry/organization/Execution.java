package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.CopyProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One operation as this instance runs it: step after step, each written by a compare-and-set, while the lease is renewed
 * beside it. A compare-and-set whose answer was lost is settled by looking at what is there.
 */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 6;

    /** What a failure means was decided: a step that failed is not done again because that could not be written. */
    private static final Retry UNTIL_WRITTEN = Retry.backoff(Long.MAX_VALUE, FIRST_BACKOFF)
            .maxBackoff(LONGEST_BACKOFF)
            .filter(failure -> !(failure instanceof LostLeaseException));

    private final Plan plan;
    private final Organization begun;
    private final ObjectId operation;
    private final String owner;
    private final OrganizationStore organizations;
    private final OrganizationDirectory directory;
    private final StepHook hook;
    private final Clock clock;
    private final Lease lease;
    private volatile @Nullable CopyProgress progress;
    private volatile @Nullable Throwable cause;
    private int failures;

    Execution(
            Plan plan,
            Organization begun,
            OrganizationStore organizations,
            OrganizationDirectory directory,
            StepHook hook,
            Clock clock,
            LongSupplier nanoTime) {
        this.plan = plan;
        this.begun = begun;
        this.operation = begun.requiredOperation().id();
        this.owner = begun.requiredOperation().requiredOwner();
        this.organizations = organizations;
        this.directory = directory;
        this.hook = hook;
        this.clock = clock;
        this.lease = new Lease(begun, () -> progress, organizations, clock, nanoTime);
    }

    /**
     * Runs to the end.
     *
     * @return the organization as the operation leaves it; the reason when it was undone; a {@link LostLeaseException}
     *     when another instance runs it now
     */
    Mono<Organization> run() {
        return Mono.firstWithSignal(steps(), lease.renewing());
    }

    private Mono<Organization> steps() {
        return Mono.just(begun)
                .expand(organization -> organization.isRunning(operation) ? advanced(organization) : Mono.empty())
                .last()
                .flatMap(ended -> {
                    Throwable undone = cause;
                    return undone == null ? Mono.just(ended) : Mono.error(undone);
                });
    }

    private Mono<Organization> advanced(Organization organization) {
        Step step = plan.step(organization);
        noteUndoing(organization);
        return lease.required()
                .then(Mono.defer(() -> hook.reached(plan.type(), step.name())))
                .then(Mono.defer(() -> step.work().on(organization, done -> progress = done)))
                .then(Mono.defer(() -> written(step, organization)))
                .doOnNext(next -> failures = 0)
                .onErrorResume(
                        failure -> !(failure instanceof LostLeaseException),
                        failure -> afterFailure(organization, failure));
    }

    /** Whoever decided it, this execution or the one before, or a write whose answer was lost. */
    private void noteUndoing(Organization organization) {
        Operation.Failure failure = organization.requiredOperation().failure();
        if (cause == null && failure != null) {
            cause = failure.asProblem();
        }
    }

    private Mono<Organization> written(Step step, Organization before) {
        Organization after = seenNow(plan.after(step, before));
        Mono<Organization> write = switch (step.ending()) {
            case NONE, FINISHED -> swapped(before, after);
            case BURIED -> over(organizations.bury(before), after);
            case FORGOTTEN -> over(organizations.forget(before), after);
        };
        LOG.debug("{} {} of organization {}: {} is done", plan.type(), operation, before.id(), step.name());
        return settled(write, before, after);
    }

    /** Who looks between two beats sees how far the last one was. */
    private Organization seenNow(Organization after) {
        Operation next = after.operation();
        CopyProgress now = progress;
        return next == null
                ? after
                : after.doing(next.with(seen ->
                        seen.progress(now == null ? next.progress() : now).updatedAt(clock.instant())));
    }

    /** Goes on with what was written here, and not with what the directory may have learned since. */
    private Mono<Organization> swapped(Organization before, Organization after) {
        return organizations.swap(before, after).doOnNext(directory::rememberIfKnown);
    }

    private Mono<Organization> over(Mono<Boolean> gone, Organization after) {
        return gone.filter(Boolean::booleanValue).map(done -> after).doOnNext(done -> directory.forget(done.id()));
    }

    /** Refused, or the answer lost: what is there decides. */
    private Mono<Organization> settled(Mono<Organization> write, Organization before, Organization after) {
        return write.onErrorResume(lost -> Mono.defer(() -> found(before, after, Mono.error(lost))))
                .switchIfEmpty(Mono.defer(() -> found(before, after, Mono.error(new LostLeaseException()))));
    }

    private Mono<Organization> found(Organization before, Organization after, Mono<Organization> otherwise) {
        return organizations
                .readCurrent(begun.id())
                .map(Now::of)
                .defaultIfEmpty(Now.GONE)
                .flatMap(now -> now.explains(this, before, after) ? now.goOn(after) : otherwise)
                .doOnNext(found -> {
                    if (found.isBusy()) {
                        directory.remember(found);
                    }
                });
    }

    /** What is there after a write of which nobody knows. */
    private record Now(@Nullable Organization organization) {

        static final Now GONE = new Now(null);

        static Now of(Organization organization) {
            return new Now(organization);
        }

        /** It was made by this execution, or nothing was and it can be made again. */
        boolean explains(Execution own, Organization before, Organization after) {
            if (organization == null) {
                return !after.isBusy() && !after.isVisible();
            }
            boolean ours = organization.isRunning(own.operation) && organization.isOperatedBy(own.owner);
            boolean ended = !after.isBusy()
                    && !organization.isRunning(own.operation)
                    && organization.version() == before.version() + 1
                    && organization.epoch() == after.epoch();
            return (ours && organization.version() != before.version()) || ended;
        }

        Mono<Organization> goOn(Organization after) {
            return Mono.just(organization == null ? after : organization);
        }
    }

    private Mono<Organization> afterFailure(Organization organization, Throwable failure) {
        failures++;
        Organization next = plan.judge().after(organization, failure, failures);
        if (next.equals(organization)) {
            LOG.warn(
                    "{} {} of organization {} will try {} again: {}",
                    plan.type(),
                    operation,
                    organization.id(),
                    organization.requiredOperation().step(),
                    failure.toString());
            return Mono.delay(backoff()).then(Mono.defer(() -> latest(organization)));
        }
        return Mono.defer(() -> settled(swapped(organization, next), organization, next))
                .retryWhen(UNTIL_WRITTEN)
                .doOnNext(written -> decided(organization, written, failure));
    }

    /** @param after as it is: the step that was to be undone may have been written, and then nothing failed */
    private void decided(Organization before, Organization after, Throwable failure) {
        failures = 0;
        Operation now = after.operation();
        progress = now == null ? null : now.progress();
        Operation.Failure recorded = now == null ? null : now.failure();
        if (recorded != null) {
            cause = recorded.code() == ErrorCode.INTERNAL_ERROR ? failure : recorded.asProblem();
            report(before, failure);
        }
    }

    /** The step may have been written after all, or something else have changed beside it. */
    private Mono<Organization> latest(Organization organization) {
        return organizations
                .readCurrent(organization.id())
                .onErrorReturn(organization)
                .filter(now -> now.isRunning(operation) && now.isOperatedBy(owner))
                .switchIfEmpty(Mono.error(LostLeaseException::new));
    }

    private Duration backoff() {
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    /** A refusal is told to who asked; anything else is worth a line here, since they may have gone. */
    private void report(Organization organization, Throwable failure) {
        if (!(failure instanceof ProblemException)) {
            LOG.warn(
                    "{} {} of organization {} is undone: {}",
                    plan.type(),
                    operation,
                    organization.id(),
                    failure.toString());
        }
    }
}
