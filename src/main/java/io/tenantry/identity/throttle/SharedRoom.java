package io.tenantry.identity.throttle;

import io.tenantry.kernel.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Room for work that waits, shared by clients so that none of them takes it all: each may have up to four times as many places
 * as are free (dynamic queue length thresholds: Choudhury and Hahne, IEEE/ACM Transactions on Networking 6 (2), 1998). Alone
 * one gets four fifths of them, two get four ninths each, and whoever has none gets the last one.
 */
public final class SharedRoom {

    private static final int TIMES_WHAT_IS_FREE = 4;

    private final int places;
    private final Supplier<ProblemException> full;
    private final Map<String, Integer> taken = new HashMap<>();
    private int free;

    /** @param full the answer when there is no place for a client */
    public SharedRoom(int places, Supplier<ProblemException> full) {
        this.places = places;
        this.full = full;
        this.free = places;
    }

    /** Does work in a place of the client whose request it is; what the service does by itself shares as one more. */
    public <T> Mono<T> in(Mono<T> work) {
        return ClientAddress.find()
                .defaultIfEmpty("")
                .flatMap(client -> Mono.using(() -> take(client), place -> work, this::giveBack));
    }

    synchronized String take(String client) {
        int own = taken.getOrDefault(client, 0);
        if (!isRoomFor(own)) {
            throw full.get();
        }
        taken.put(client, own + 1);
        free--;
        return client;
    }

    /** For one more of somebody who has so many: the last place is for who has none. */
    private boolean isRoomFor(int own) {
        return own == 0 ? free > 0 : own < TIMES_WHAT_IS_FREE * (free - 1);
    }

    synchronized void giveBack(String client) {
        taken.computeIfPresent(client, (same, own) -> own == 1 ? null : own - 1);
        free++;
    }

    synchronized boolean isEmpty() {
        return free == places && taken.isEmpty();
    }
}
