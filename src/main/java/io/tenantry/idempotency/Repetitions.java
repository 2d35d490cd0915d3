package io.tenantry.idempotency;

import io.tenantry.idempotency.UsedKey.Meeting;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bson.types.Binary;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets one attempt at a time work for a key, and keeps what it comes to. */
@Service
class Repetitions {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final UsedKeyStore keys;
    private final AnswerVault vault;
    private final Clock clock;

    Repetitions(UsedKeyStore keys, AnswerVault vault, Clock clock) {
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * The key with its answer, or with leave to work for one.
     *
     * @param asked the same request under the current secret, which a new key is kept under, and under each previous one
     * @return 409 {@code idempotency_in_progress} while somebody is at work, 422 {@code idempotency_key_reused} when it was
     *     another request
     */
    Mono<UsedKey> begin(List<Fingerprint> asked) {
        return Flux.fromIterable(asked)
                .skip(1)
                .concatMap(this::usedBefore)
                .next()
                .switchIfEmpty(Mono.defer(() -> begin(asked.get(0))));
    }

    /** Empty when there is no such key, or it is as if there were none. */
    private Mono<UsedKey> usedBefore(Fingerprint asked) {
        return keys.find(asked.id())
                .filter(known -> known.meets(asked, clock.instant()) != Meeting.EXPIRED)
                .flatMap(known -> met(known, asked).switchIfEmpty(Mono.error(Repetitions::inProgress)));
    }

    private Mono<UsedKey> begin(Fingerprint asked) {
        UsedKey first = UsedKey.first(asked, clock.instant());
        return keys.insert(first)
                .onErrorResume(lost -> keys.forget(first).onErrorComplete().then(Mono.error(lost)))
                .switchIfEmpty(Mono.defer(() -> keys.find(asked.id())).flatMap(known -> met(known, asked)))
                .switchIfEmpty(Mono.error(Repetitions::inProgress));
    }

    /** Empty when somebody else came first. */
    private Mono<UsedKey> met(UsedKey known, Fingerprint asked) {
        return switch (known.meets(asked, clock.instant())) {
            case EXPIRED -> takenOver(known, UsedKey.first(asked, clock.instant()));
            case ANOTHER_REQUEST -> Mono.error(reused());
            case ANSWERED -> Mono.just(known);
            case AT_WORK -> Mono.empty();
            case ABANDONED -> takenOver(known, known.again(clock.instant()));
        };
    }

    private Mono<UsedKey> takenOver(UsedKey known, UsedKey next) {
        return keys.replace(known, next)
                .onErrorResume(lost -> keys.release(next).onErrorComplete().then(Mono.error(lost)));
    }

    /** The answer of a key that has one. */
    KeptAnswer answerOf(UsedKey used, Binary sealed) {
        return vault.open(used.id(), sealed);
    }

    /** The id for what the attempt makes. */
    NewId newId(UsedKey used) {
        return new NewId(used.newId(), used.repeated(), another -> keys.reserve(used, another));
    }

    /** Keeps an answer that nobody was told yet; where that fails it is not told, since it could not be told again. */
    Mono<Void> keep(UsedKey used, KeptAnswer answer) {
        return Mono.defer(() -> keys.keep(used, vault.seal(used.id(), answer)))
                .onErrorResume(lost -> keys.release(used).onErrorComplete().then(Mono.error(Repetitions::notKept)));
    }

    private static ProblemException notKept() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED,
                "It was done, but the answer could not be kept: repeat it with the same Idempotency-Key.");
    }

    /** What follows from a refusal. Where it cannot be written the key is usable when the lease has ended. */
    Mono<Void> refused(UsedKey used, ProblemException refusal) {
        return switch (Fate.of(refusal.code())) {
            case KEPT -> keep(used, KeptAnswer.of(refusal));
            case FORGOTTEN -> (used.repeated() ? keys.release(used) : keys.forget(used)).onErrorComplete();
            case TRIED_AGAIN -> keys.release(used).onErrorComplete();
        };
    }

    private static ProblemException inProgress() {
        return ProblemException.retryLater(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                "The first request with this Idempotency-Key is still being worked for.",
                A_MOMENT);
    }

    private static ProblemException reused() {
        return new ProblemException(
                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key came with another body in the last 24 hours: choose a new key.");
    }
}
