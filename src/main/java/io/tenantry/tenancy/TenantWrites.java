package io.tenantry.tenancy;

import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The acknowledgement rule. A change of a tenant's data is answered only when, after its last write, the organization is
 * still open and at the epoch under which the change was routed. Then the change came before any move of the organization
 * began, and the copy has it. Otherwise the caller hears {@code write_unconfirmed}. Right for any number of instances,
 * caches and pauses, because the epoch only grows.
 */
@Component
public class TenantWrites {

    private static final Logger LOG = LoggerFactory.getLogger(TenantWrites.class);

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

    private Mono<Tenant> openTenant() {
        return TenantContext.current().flatMap(routed -> routed.isOpen() ? Mono.just(routed) : awaitOpen(routed));
    }

    private Mono<Tenant> awaitOpen(Tenant routed) {
        return directory
                .find(routed.id())
                .filter(Tenant::isOpen)
                .switchIfEmpty(Mono.error(BusyException::new))
                .retryWhen(BusyException.WAITED_FOR);
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
}
