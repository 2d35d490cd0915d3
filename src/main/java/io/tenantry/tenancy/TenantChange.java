package io.tenantry.tenancy;

import java.util.function.Function;

/**
 * What a store returns for a change of a tenant's data: an answer that nobody has yet. Only
 * {@link TenantWrites#confirm} opens it, so that no change can be answered unconfirmed.
 */
public final class TenantChange<T> {

    private final T answer;

    private TenantChange(T answer) {
        this.answer = answer;
    }

    public static <T> TenantChange<T> of(T answer) {
        return new TenantChange<>(answer);
    }

    /** The same change with another answer; what the function throws is confirmed too before it is told. */
    public <R> TenantChange<R> map(Function<? super T, ? extends R> mapping) {
        return new TenantChange<>(mapping.apply(answer));
    }

    T confirmed() {
        return answer;
    }
}
