package io.tenantry.tenancy;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What a store returns for a change of a tenant's data: an answer that nobody has yet. Only
 * {@link TenantWrites#confirm} opens it, so that no change can be answered unconfirmed.
 */
public final class TenantChange<T> {

    private final T answer;
    private final Mono<Void> afterwards;

    private TenantChange(T answer, Mono<Void> afterwards) {
        this.answer = answer;
        this.afterwards = afterwards;
    }

    public static <T> TenantChange<T> of(T answer) {
        return new TenantChange<>(answer, Mono.empty());
    }

    /** The same change with another answer; what the function throws is confirmed too before it is told. */
    public <R> TenantChange<R> map(Function<? super T, ? extends R> mapping) {
        return new TenantChange<>(mapping.apply(answer), afterwards);
    }

    /**
     * One more change of the same tenant, made from the answer of this one: both are confirmed together. Where this one has
     * changed something, the next belongs into {@link TenantWrites#second}.
     */
    public <R> Mono<TenantChange<R>> then(Function<? super T, Mono<TenantChange<R>>> next) {
        return next.apply(answer).map(last -> new TenantChange<>(last.answer, afterwards.then(last.afterwards)));
    }

    /**
     * The same change, and what leaves the tenant because of it, such as a row in the master: done once the change is
     * confirmed, and before it is answered.
     */
    public TenantChange<T> afterwards(Mono<Void> outward) {
        return new TenantChange<>(answer, afterwards.then(outward));
    }

    Mono<T> confirmed() {
        return afterwards.thenReturn(answer);
    }
}
