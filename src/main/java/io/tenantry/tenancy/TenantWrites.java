package io.tenantry.tenancy;

import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The acknowledgement rule. A change of a tenant's data is answered only when, after its last write, the organization is
 * still open and at the epoch under which the change was routed. Then the change came before any move of the organization
 * began, and the copy has it. Otherwise the caller hears {@code write_unconfirmed}. Right for any number of instances,
 * caches and pauses, because the epoch only grows.
 */
@Component
public class TenantWrites {

    private static final Logger LOG = LoggerFactory.getLogger(TenantWrites.class);

    /** How long a change waits for a move of its organization to end before it is refused. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(50);

    private static final Retry UNTIL_OPEN = Retry.fixedDelay(PATIENCE.dividedBy(STEP), STEP)
            .filter(BusyException.class::isInstance)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final TenantDirectory directory;

    public TenantWrites(TenantDirectory directory) {
        this.directory = directory;
    }

    /**
     * Makes a change and answers it once it is confirmed. The change must acknowledge its writes by majority.
     *
     * @return the answer; 503 {@code organization_busy} when nothing was done because the organization is being moved, 503
     *     {@code write_unconfirmed} when it may have been done. A refusal by the change itself is confirmed the same way
     */
    public <T> Mono<T> confirm(Mono<TenantChange<T>> change) {
        return openTenant()
                .flatMap(tenant -> change.onErrorMap(DatabaseFailures::mayHaveBeenDone, lost -> unconfirmed())
                        .onErrorResume(ProblemException.class, refusal -> confirm(tenant, Mono.error(refusal)))
                        .flatMap(done -> confirm(tenant, Mono.just(done)))
                        .flatMap(TenantChange::confirmed)
                        .contextWrite(TenantContext.with(tenant)));
    }

    /**
     * The second of two changes, of which the first has been made: its failure is 503 {@code write_unconfirmed} even when nothing
     * of it was sent. A refusal, such as a duplicate key, stays what it is.
     */
    public static <T> Mono<T> second(Mono<T> change) {
        return change.doOnError(
                        failure -> !isRefusal(failure), failure -> LOG.warn("Half of a change was made", failure))
                .onErrorMap(failure -> !isRefusal(failure), failure -> unconfirmed());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException || failure instanceof DataIntegrityViolationException;
    }

    /**
     * Confirms that a read found nothing because there is nothing, and not because the organization has moved: then it
     * is read again where the organization is now.
     *
     * @return what was read; empty only when confirmed; 503 {@code organization_busy} when it keeps moving
     */
    public <T> Mono<T> confirmAbsence(Mono<T> read) {
        return read.switchIfEmpty(TenantContext.current()
                .flatMap(routed -> this.<T>unmoved(routed))
                .onErrorResume(BusyException.class, moved -> readAgain(read)));
    }

    /**
     * Reads a list, and confirms like {@link #confirmAbsence} that an empty one is empty.
     *
     * @param read it is collected, so it must be limited
     * @return what was read, in its order; 503 {@code organization_busy} when the organization keeps moving
     */
    public <T> Mono<List<T>> confirmList(Flux<T> read) {
        return confirmAbsence(read.collectList().filter(found -> !found.isEmpty()))
                .defaultIfEmpty(List.of());
    }

    private <T> Mono<T> readAgain(Mono<T> read) {
        return TenantContext.current()
                .flatMap(routed -> directory.readCurrent(routed.id()))
                .flatMap(now ->
                        read.switchIfEmpty(Mono.defer(() -> unmoved(now))).contextWrite(TenantContext.with(now)))
                .retryWhen(UNTIL_OPEN);
    }

    /** Empty when the tenant is where it was, an error when it is not. */
    private <T> Mono<T> unmoved(Tenant routed) {
        return directory
                .readCurrent(routed.id())
                .filter(now -> now.epoch() == routed.epoch())
                .switchIfEmpty(Mono.error(BusyException::new))
                .then(Mono.empty());
    }

    private Mono<Tenant> openTenant() {
        return TenantContext.current().flatMap(routed -> routed.isOpen() ? Mono.just(routed) : awaitOpen(routed));
    }

    private Mono<Tenant> awaitOpen(Tenant routed) {
        return directory
                .find(routed.id())
                .filter(Tenant::isOpen)
                .switchIfEmpty(Mono.error(BusyException::new))
                .retryWhen(UNTIL_OPEN);
    }

    private <T> Mono<T> confirm(Tenant routed, Mono<T> outcome) {
        return directory
                .readCurrent(routed.id())
                .filter(now -> now.confirms(routed))
                .switchIfEmpty(Mono.error(TenantWrites::unconfirmed))
                .onErrorMap(failure -> !(failure instanceof ProblemException), failure -> unconfirmed())
                .then(outcome);
    }

    private static ProblemException unconfirmed() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED, "This may have been written and may not: look before you repeat it.");
    }

    private static final class BusyException extends ProblemException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super(
                    ErrorCode.ORGANIZATION_BUSY,
                    "The organization is being moved. Nothing was done: repeat the request.");
        }
    }
}
