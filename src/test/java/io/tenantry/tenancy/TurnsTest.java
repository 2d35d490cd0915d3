package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Work of the same name happens one after the other, as long as each lets the next one have its turn. */
class TurnsTest {

    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    @Test
    void oneAfterTheOther() {
        Sinks.One<String> first = Sinks.one();
        Sinks.One<String> second = Sinks.one();
        take("a", "first", first.asMono());
        take("a", "second", second.asMono());
        take("a", "third", Mono.just("done"));
        assertThat(begun).containsExactly("first");

        first.tryEmitValue("done");
        assertThat(begun).containsExactly("first", "second");

        second.tryEmitValue("done");
        assertThat(begun).containsExactly("first", "second", "third");
        assertThat(turns.size()).isZero();
    }

    @Test
    void othersDoNotWait() {
        take("a", "first", Mono.never());
        take("b", "other", Mono.never());

        assertThat(begun).containsExactly("first", "other");
    }

    @Test
    void aFailureEndsATurn() {
        Sinks.One<String> first = Sinks.one();
        take("a", "first", first.asMono());
        take("a", "second", Mono.never());

        first.tryEmitError(new IllegalStateException("failed"));

        assertThat(begun).containsExactly("first", "second");
    }

    @Test
    void whoHangsUpLosesTheirTurn() {
        Disposable first = take("a", "first", Mono.never());
        Disposable second = take("a", "second", Mono.never());
        take("a", "third", Mono.never());

        second.dispose();
        first.dispose();

        assertThat(begun).containsExactly("first", "third");
    }

    @Test
    void nobodyWaitsForEver() {
        StepVerifier.withVirtualTime(() -> {
                    take("a", "first", Mono.never());
                    return turns.take("a", Mono.just("second"));
                })
                .expectSubscription()
                .expectNoEvent(Turns.PATIENCE.minus(Duration.ofMillis(1)))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("second")
                .verifyComplete();
    }

    private Disposable take(String name, String work, Mono<String> duration) {
        return turns.take(name, Mono.defer(() -> {
                    begun.add(work);
                    return duration;
                }))
                .onErrorComplete()
                .subscribe();
    }
}
