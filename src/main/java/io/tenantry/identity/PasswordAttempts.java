package io.tenantry.identity;

import io.tenantry.identity.throttle.Throttle;
import io.tenantry.kernel.EmailAddress;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts the checks of passwords: {@link Throttle#password}. */
@Component
class PasswordAttempts {

    private final Throttle throttle;
    private final LoginStore logins;
    private final SuperuserStore superusers;

    PasswordAttempts(Throttle throttle, LoginStore logins, SuperuserStore superusers) {
        this.throttle = throttle;
        this.logins = logins;
        this.superusers = superusers;
    }

    /**
     * Does a check of a password, unless too many have failed.
     *
     * @param check has a value when it is right, and fails with 401 {@code invalid_credentials} when it is wrong
     * @return 429 {@code rate_limited} while there is a wait, and the check is not done
     */
    <T> Mono<T> count(EmailAddress email, Mono<T> check) {
        return throttle.password(email, hasOneAccount(email), check);
    }

    private Mono<Boolean> hasOneAccount(EmailAddress email) {
        return logins.findByEmail(email)
                .map(Login::id)
                .concatWith(superusers.findByEmail(email).map(SuperuserAccount::id))
                .count()
                .map(accounts -> accounts == 1);
    }
}
