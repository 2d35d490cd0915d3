package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks those who are signed in for their password again, before what an unattended browser must not do. */
@Component
class OwnPassword {

    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;

    OwnPassword(PasswordHashing hashing, PasswordAttempts attempts) {
        this.hashing = hashing;
        this.attempts = attempts;
    }

    /**
     * The account whose password this is.
     *
     * @return 401 {@code invalid_credentials}; 429 {@code rate_limited} after too many of these, here or at a login
     */
    Mono<Account> require(Account account, Secret password) {
        return attempts.count(
                account.email(),
                Mono.just(account)
                        .filterWhen(owned -> hashing.matches(password, owned.passwordHash()))
                        .switchIfEmpty(Mono.error(OwnPassword::wrong)));
    }

    static ProblemException wrong() {
        return new ProblemException(ErrorCode.INVALID_CREDENTIALS, "The password or the code is wrong.");
    }
}
