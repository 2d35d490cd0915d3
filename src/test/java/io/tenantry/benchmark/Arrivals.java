package io.tenantry.benchmark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** How long messages take to each of those who hear all of them, in the order in which they are sent. */
final class Arrivals {

    /** What nobody measures. */
    static final Arrivals UNTIMED = new Arrivals();

    private final List<Long> sent = new CopyOnWriteArrayList<>();
    private final Latencies latencies = new Latencies();

    /** One more is sent, at this time in nanoseconds; to be told before anybody can hear it. */
    void sent(long at) {
        sent.add(at);
    }

    /** Somebody hears the message of this place in the order, the first being 0. Those that were not told do not count. */
    void heard(int place, long at) {
        if (place < sent.size()) {
            latencies.add(at - sent.get(place));
        }
    }

    Latencies latencies() {
        return latencies;
    }
}
