package io.tenantry.identity.throttle;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Slows down the guessing of passwords and of codes, for each account and for each client address, on all instances
 * together: {@link SignInSettings}. Whoever must wait gets 429 {@code rate_limited} before anything is checked, with the
 * right password too, since otherwise guessing would go on during the wait.
 *
 * <p>An account is an e-mail address, whatever organization is named beside it and whether or not it exists: an unknown one
 * waits like a known one. Codes are counted for each person, apart from passwords.
 */
@Component
public class Throttle {

    private static final Duration TIDIED_EVERY = Duration.ofMinutes(1);

    private final FailureStore store;
    private final SignInSettings settings;
    private final Clock clock;
    private final AtomicLong nextTidying = new AtomicLong();

    Throttle(FailureStore store, SignInSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts a check of a password.
     *
     * @param alone whether the account is the only one of its address. Only then does a right password wipe out the failures
     *     before it: otherwise somebody could add the address to an organization of their own, and wipe out their guesses at
     *     another account by signing in to that one
     * @param check has a value when the password is right, and fails with 401 {@code invalid_credentials} when it is wrong;
     *     what fails otherwise counts as neither
     */
    public <T> Mono<T> password(EmailAddress email, Mono<Boolean> alone, Mono<T> check) {
        return counted(account(email), settings.ofPasswords(), alone, check);
    }

    /** Forgets what failed for the account, of which somebody has shown that it is theirs. */
    public Mono<Void> forgive(EmailAddress email) {
        return store.forget(account(email));
    }

    private static String account(EmailAddress email) {
        return "account:" + email;
    }

    /**
     * Counts a check of a code, of a person whose password was right.
     *
     * @param check has a value when the code is right, and fails with 401 {@code otp_invalid} when it is wrong
     */
    public <T> Mono<T> code(UserId person, Mono<T> check) {
        return counted("code:" + person, settings.ofCodes(), Mono.just(true), check);
    }

    /**
     * Counts a sign-up of the client address, whatever comes of it: each may cost a hash, or tell whether an address has an
     * account. From as many within 15 minutes as failures are too many, the next ones wait.
     */
    public <T> Mono<T> signUp(Mono<T> signUp) {
        return ClientAddress.current()
                .map("sign-up:"::concat)
                .flatMap(address -> counted(address, Attempt.at(now())))
                .then(signUp);
    }

    private Mono<Failures> counted(String address, Attempt attempt) {
        return refuseWaiting(List.of(address), attempt.at())
                .then(Mono.defer(() -> count(address, attempt, settings.ofAddresses())));
    }

    private <T> Mono<T> counted(String account, Limit limit, Mono<Boolean> resets, Mono<T> check) {
        return begun(account, limit)
                .flatMap(begun -> check.onErrorResume(failure -> failed(begun, failure))
                        .flatMap(right -> passed(begun, resets).thenReturn(right)));
    }

    private Mono<Begun> begun(String account, Limit limit) {
        return ClientAddress.current()
                .map("address:"::concat)
                .flatMap(address -> begun(account, limit, address, Attempt.at(now())));
    }

    private Mono<Begun> begun(String account, Limit limit, String address, Attempt attempt) {
        return refuseWaiting(List.of(account, address), attempt.at())
                .then(Mono.defer(() -> count(account, attempt, limit)))
                .flatMap(ofAccount -> count(address, attempt, settings.ofAddresses())
                        .onErrorResume(refusal -> takenBack(refusal, attempt, ofAccount))
                        .map(ofAddress -> new Begun(attempt, ofAccount, ofAddress)));
    }

    /** By one read, so that a flood costs no more than that. */
    private Mono<Void> refuseWaiting(List<String> ids, Instant now) {
        return tidied(now)
                .thenMany(store.find(ids))
                .map(failures -> failures.delay(now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one)
                .flatMap(delay -> delay.isZero() ? Mono.empty() : Mono.error(waitFor(delay)));
    }

    private Mono<Failures> count(String id, Attempt attempt, Limit limit) {
        return store.count(id, attempt, limit).switchIfEmpty(Mono.defer(() -> overtaken(id, attempt)));
    }

    /** Another attempt was counted since {@link #refuseWaiting}. */
    private Mono<Failures> overtaken(String id, Attempt attempt) {
        return store.find(List.of(id))
                .next()
                .map(failures -> failures.delay(attempt.at()))
                .defaultIfEmpty(Duration.ZERO)
                .flatMap(delay -> Mono.error(waitFor(delay)));
    }

    private <T> Mono<T> failed(Begun begun, Throwable failure) {
        return isWrong(failure)
                ? Mono.error(failure)
                : takenBack(failure, begun.attempt(), begun.ofAccount(), begun.ofAddress());
    }

    private static boolean isWrong(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.code() == ErrorCode.INVALID_CREDENTIALS || problem.code() == ErrorCode.OTP_INVALID);
    }

    private <T> Mono<T> takenBack(Throwable failure, Attempt attempt, Failures... counted) {
        return Flux.fromArray(counted)
                .concatMap(failures -> store.takeBack(failures, attempt))
                .onErrorComplete()
                .then(Mono.error(failure));
    }

    private Mono<Void> passed(Begun begun, Mono<Boolean> resets) {
        return store.takeBack(begun.ofAddress(), begun.attempt())
                .then(Mono.defer(() -> begun.isFirst() ? Mono.just(false) : resets))
                .flatMap(reset -> reset
                        ? store.forget(begun.ofAccount().id())
                        : store.takeBack(begun.ofAccount(), begun.attempt()));
    }

    private Mono<Void> tidied(Instant now) {
        long due = nextTidying.get();
        boolean isDue = due <= now.toEpochMilli()
                && nextTidying.compareAndSet(due, now.plus(TIDIED_EVERY).toEpochMilli());
        return isDue ? store.forgetOld(now) : Mono.empty();
    }

    /** As exact as a BSON date. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ProblemException waitFor(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "Too many attempts were made. Wait, then try again: until then nothing is checked, not even what is right.",
                delay);
    }

    /** An attempt that was counted, with what had failed by then. */
    private record Begun(Attempt attempt, Failures ofAccount, Failures ofAddress) {

        boolean isFirst() {
            return ofAccount.isOnly(attempt);
        }
    }
}
