package io.tenantry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Contract, "GET /health"; design: health probes 1.5 s. */
class DatabaseHealthTest {

    private final AtomicInteger pings = new AtomicInteger();

    @Test
    void aStormOfProbesIsOnePing() {
        DatabaseHealth health = health(Mono.empty());
        StepVerifier.create(Flux.range(0, 1_000)
                        .flatMap(i -> health.isConnected(), 1_000)
                        .all(connected -> connected))
                .expectNext(true)
                .verifyComplete();
        assertThat(pings).hasValue(1);
    }

    @Test
    void theAnswerIsAskedForAgainAfterAQuarterOfASecond() {
        StepVerifier.withVirtualTime(() -> {
                    DatabaseHealth health = health(Mono.empty());
                    return health.isConnected()
                            .then(Mono.delay(Duration.ofMillis(251)))
                            .then(health.isConnected());
                })
                .thenAwait(Duration.ofMillis(251))
                .expectNext(true)
                .verifyComplete();
        assertThat(pings).hasValue(2);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsDisconnectedAfterOneAndAHalfSeconds() {
        StepVerifier.withVirtualTime(() -> health(Mono.never()).isConnected())
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_499))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(false)
                .verifyComplete();
    }

    @Test
    void aDatabaseThatFailsIsDisconnected() {
        StepVerifier.create(
                        health(Mono.error(new IllegalStateException("down"))).isConnected())
                .expectNext(false)
                .verifyComplete();
    }

    private DatabaseHealth health(Mono<Void> answer) {
        return new DatabaseHealth(() -> Mono.defer(() -> {
            pings.incrementAndGet();
            return answer;
        }));
    }
}
