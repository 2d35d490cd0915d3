package io.tenantry.kernel;

import reactor.core.publisher.Mono;

/**
 * Work that a caller who hangs up does not stop halfway: what they changed would be there, and neither in the audit log nor
 * known to other instances.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** The same work, to its end once it has begun: {@link Mono#cache()} is not cancelled by those who listen. */
    public static <T> Mono<T> of(Mono<T> work) {
        // The context is kept here, because a cache whose last listener has left has none.
        return Mono.deferContextual(context -> work.contextWrite(context).cache());
    }
}
