package io.tenantry.idempotency;

import io.tenantry.kernel.Rounds;
import io.tenantry.tenancy.MasterCollection;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What keys need before the first request, and what is done about old ones. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

    @Bean
    MasterCollection idempotencyKeys() {
        return UsedKeyStore.COLLECTION;
    }

    @Bean
    Rounds removalsOfOldKeys(UsedKeyStore keys, Clock clock) {
        return Rounds.ofRemoval("old idempotency keys", () -> removeOld(keys, clock));
    }

    /** In batches, so that no single write lasts. */
    static Mono<Void> removeOld(UsedKeyStore keys, Clock clock) {
        return Mono.defer(() -> keys.removeSome(clock.instant().minus(UsedKey.KEPT)))
                .repeat()
                .takeWhile(removed -> removed == UsedKeyStore.BATCH)
                .then();
    }
}
