package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks people who are signed in for their password again, before what an unattended browser must not do. */
@Component
class OwnPassword {

    private final LoginStore logins;
    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;

    OwnPassword(LoginStore logins, PasswordHashing hashing, PasswordAttempts attempts) {
        this.logins = logins;
        this.hashing = hashing;
        this.attempts = attempts;
    }

    /**
     * The login of a person whose password this is.
     *
     * @return 401 {@code invalid_credentials}; 429 {@code rate_limited} after too many of these, here or at a login
     */
    Mono<Login> require(User person, Secret password) {
        return attempts.count(
                person.email(),
                logins.find(person.id())
                        .filterWhen(login -> hashing.matches(password, login.passwordHash()))
                        .switchIfEmpty(Mono.error(OwnPassword::wrong)));
    }

    static ProblemException wrong() {
        return new ProblemException(ErrorCode.INVALID_CREDENTIALS, "The password or the code is wrong.");
    }
}
