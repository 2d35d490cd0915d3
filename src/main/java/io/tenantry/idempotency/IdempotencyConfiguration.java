package io.tenantry.idempotency;

import io.tenantry.kernel.Rounds;
import io.tenantry.tenancy.MasterCollection;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What keys need before the first request, and what is done about old ones. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

    private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

    private static final int NEEDED_BY_NOBODY = 0;

    @Bean
    MasterCollection idempotencyKeys() {
        return UsedKeyStore.COLLECTION;
    }

    @Bean
    Rounds removalsOfOldKeys(UsedKeyStore keys, Clock clock) {
        return new Rounds(
                "old idempotency keys",
                NEEDED_BY_NOBODY,
                Rounds.every(BETWEEN_REMOVALS, BETWEEN_REMOVALS),
                () -> removeOld(keys, clock));
    }

    /** In batches, so that no single write lasts. */
    static Mono<Void> removeOld(UsedKeyStore keys, Clock clock) {
        return Mono.defer(() -> keys.removeSome(clock.instant().minus(UsedKey.KEPT)))
                .repeat()
                .takeWhile(removed -> removed == UsedKeyStore.BATCH)
                .then();
    }
}
