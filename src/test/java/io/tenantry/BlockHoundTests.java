package io.tenantry;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** That every test runs under BlockHound: without this one nobody would notice if it were not there. */
class BlockHoundTests {

    @Test
    void blockingAReactorThreadFailsATest() {
        StepVerifier.create(sleepOn(Schedulers.parallel()))
                .expectError(BlockingOperationError.class)
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void blockingAThreadThatIsThereForItDoesNot() {
        StepVerifier.create(sleepOn(Schedulers.boundedElastic()))
                .expectNext("woke up")
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    private static Mono<String> sleepOn(Scheduler scheduler) {
        return Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return "woke up";
                })
                .subscribeOn(scheduler);
    }
}
