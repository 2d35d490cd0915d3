package io.tenantry.health;

import io.tenantry.kernel.DatabaseProbe;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether the database answers, asked at most once in {@link #FRESH}, however many ask us. */
@Component
class DatabaseHealth {

    static final Duration PATIENCE = Duration.ofMillis(1_500);
    static final Duration FRESH = Duration.ofMillis(250);

    private final Mono<Boolean> connected;

    @Autowired
    DatabaseHealth(DatabaseProbe probe) {
        this(probe, FRESH);
    }

    DatabaseHealth(DatabaseProbe probe, Duration fresh) {
        this.connected = Mono.defer(probe::ping)
                .thenReturn(true)
                .timeout(PATIENCE)
                .onErrorReturn(false)
                .cache(fresh);
    }

    /** Never fails; takes {@link #PATIENCE} at most. */
    Mono<Boolean> isConnected() {
        return connected;
    }
}
