package io.tenantry.identity.throttle;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
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

    private final FailureStore store;
    private final SignInSettings settings;
    private final Clock clock;

    Throttle(FailureStore store, SignInSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts a check of a password. A right one is taken back, and the failures before it stay until they are old: they may be
     * somebody's who guesses at another account of the address, to whom this one belongs, since anybody can add an address to
     * an organization of their own. If it wiped them out only for an address with one account, that would tell how many there
     * are.
     *
     * @param check has a value when the password is right, and fails with 401 {@code invalid_credentials} when it is wrong;
     *     what fails otherwise counts as neither
     */
    public <T> Mono<T> password(EmailAddress email, Mono<T> check) {
        return counted(account(email), settings.ofPasswords(), check, this::takenBack);
    }

    /**
     * Counts a right password with which nobody has signed in yet, as if it were wrong, and apart from those that are. Anybody
     * can add an address to an organization of their own, with a password that they guess to be the one it has elsewhere: it
     * is right where they put it, so it would never count, and the answer tells whether it is right elsewhere as well. This
     * does not depend on whether there is an elsewhere, and tells nothing of it.
     */
    public Mono<Void> newPassword(EmailAddress email) {
        return Mono.defer(() -> count("new-password:" + email, Attempt.at(clock.instant()), settings.ofPasswords()))
                .then();
    }

    /** Forgets what failed for the account, of which somebody has shown that it is theirs. */
    public Mono<Void> forgive(EmailAddress email) {
        return store.forget(account(email));
    }

    private static String account(EmailAddress email) {
        return "account:" + email;
    }

    /**
     * Counts a check of a code, of a person whose password was right. A right one wipes out the failures before it, since
     * nobody else has codes of that person.
     *
     * @param check has a value when the code is right, and fails with 401 {@code otp_invalid} when it is wrong
     */
    public <T> Mono<T> code(UserId person, Mono<T> check) {
        return counted("code:" + person, settings.ofCodes(), check, this::wipedOut);
    }

    /**
     * Counts a sign-up of the client address, whatever comes of it: each may cost a hash, or tell whether an address has an
     * account. From as many within 15 minutes as failures are too many, the next ones wait.
     */
    public <T> Mono<T> signUp(Mono<T> signUp) {
        return ClientAddress.current()
                .map("sign-up:"::concat)
                .flatMap(address -> counted(address, Attempt.at(clock.instant())))
                .then(signUp);
    }

    private Mono<Failures> counted(String address, Attempt attempt) {
        return refuseWaiting(List.of(address), attempt.at())
                .then(Mono.defer(() -> count(address, attempt, settings.ofAddresses())));
    }

    private <T> Mono<T> counted(String account, Limit limit, Mono<T> check, Function<Begun, Mono<Void>> passed) {
        return begun(account, limit)
                .flatMap(begun -> check.onErrorResume(failure -> failed(begun, failure))
                        .flatMap(right -> passed.apply(begun).thenReturn(right)));
    }

    private Mono<Begun> begun(String account, Limit limit) {
        return ClientAddress.current()
                .map("address:"::concat)
                .flatMap(address -> begun(account, limit, address, Attempt.at(clock.instant())));
    }

    private Mono<Begun> begun(String account, Limit limit, String address, Attempt attempt) {
        return refuseWaiting(List.of(account, address), attempt.at())
                .then(Mono.defer(() -> count(account, attempt, limit)))
                .flatMap(ofAccount -> count(address, attempt, settings.ofAddresses())
                        .onErrorResume(refusal -> store.takeBack(ofAccount, attempt)
                                .onErrorComplete()
                                .then(Mono.error(refusal)))
                        .map(ofAddress -> new Begun(attempt, ofAccount, ofAddress)));
    }

    /** By one read, so that a flood costs no more than that. */
    private Mono<Void> refuseWaiting(List<String> ids, Instant now) {
        return store.find(ids)
                .map(failures -> failures.delay(now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one)
                .flatMap(delay -> delay.isZero() ? Mono.empty() : Mono.error(waitFor(delay)));
    }

    /** It must wait when another one was counted since {@link #refuseWaiting}. */
    private Mono<Failures> count(String id, Attempt attempt, Limit limit) {
        return store.countOrRefuse(id, attempt, limit, Throttle::waitFor);
    }

    private <T> Mono<T> failed(Begun begun, Throwable failure) {
        return isWrong(failure)
                ? Mono.error(failure)
                : takenBack(begun).onErrorComplete().then(Mono.error(failure));
    }

    private static boolean isWrong(Throwable failure) {
        return ProblemException.is(failure, ErrorCode.INVALID_CREDENTIALS, ErrorCode.OTP_INVALID);
    }

    private Mono<Void> takenBack(Begun begun) {
        return store.takeBack(begun.ofAddress(), begun.attempt())
                .then(Mono.defer(() -> store.takeBack(begun.ofAccount(), begun.attempt())));
    }

    private Mono<Void> wipedOut(Begun begun) {
        return begun.isFirst()
                ? takenBack(begun)
                : store.takeBack(begun.ofAddress(), begun.attempt())
                        .then(Mono.defer(() -> store.forget(begun.ofAccount().id())));
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
