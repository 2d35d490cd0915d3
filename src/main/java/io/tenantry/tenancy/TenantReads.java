package io.tenantry.tenancy;

import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads of a tenant's data that find nothing. What was found was there; but a request that was routed before its organization
 * moved finds an empty place, which is not to be taken for an absence.
 */
@Component
public class TenantReads {

    private final TenantDirectory directory;

    public TenantReads(TenantDirectory directory) {
        this.directory = directory;
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
                .retryWhen(BusyException.WAITED_FOR);
    }

    /** Empty when the tenant is where it was, an error when it is not. */
    private <T> Mono<T> unmoved(Tenant routed) {
        return directory
                .readCurrent(routed.id())
                .filter(now -> now.epoch() == routed.epoch())
                .switchIfEmpty(Mono.error(BusyException::new))
                .then(Mono.empty());
    }
}
