package io.tenantry.tenancy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets work of the same name happen one after the other within this instance, in the order in which it was asked for. It
 * spares those who would get in each other's way: nothing may depend on it, because work of another instance does not wait,
 * and nobody waits for longer than a second.
 */
public final class Turns {

    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ConcurrentMap<String, Mono<Void>> last = new ConcurrentHashMap<>();

    /** The work, once what was asked for before it under the same name has ended or its patience has. */
    public <T> Mono<T> take(String name, Mono<T> work) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            Mono<Void> own = done.asMono();
            return after(last.put(name, own)).then(work).doFinally(ended -> {
                last.remove(name, own);
                done.tryEmitEmpty();
            });
        });
    }

    private static Mono<Void> after(@Nullable Mono<Void> before) {
        return before == null ? Mono.empty() : before.timeout(PATIENCE, Mono.empty());
    }

    /** For tests: how many names have somebody whose turn it is. */
    int size() {
        return last.size();
    }
}
