package io.tenantry.identity;

import io.tenantry.identity.throttle.Throttle;
import io.tenantry.kernel.EmailAddress;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts the checks of passwords: {@link Throttle#password}. */
@Component
class PasswordAttempts {

    private final Throttle throttle;

    PasswordAttempts(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Does a check of a password, unless too many have failed.
     *
     * @param check has a value when it is right, and fails with 401 {@code invalid_credentials} when it is wrong
     * @return 429 {@code rate_limited} while there is a wait, and the check is not done
     */
    <T> Mono<T> count(EmailAddress email, Mono<T> check) {
        return throttle.password(email, check);
    }

    /** Counts that a password is right with which nobody has signed in yet; 429 {@code rate_limited}: {@link Throttle#newPassword}. */
    Mono<Void> countNew(EmailAddress email) {
        return throttle.newPassword(email);
    }

    /**
     * Forgets what failed for the account, whose password was replaced.
     *
     * @param reachedByMail whether who did it can read the mails to the address, whose accounts are theirs then; otherwise
     *     nothing is forgotten, since it may have others, which this must neither open to guesses nor tell of
     */
    Mono<Void> forgive(EmailAddress email, boolean reachedByMail) {
        return reachedByMail ? throttle.forgive(email) : Mono.empty();
    }
}
