package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.settings.CurrentSettings;
import io.tenantry.settings.Settings;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the organization that the pipeline runs for demands of its people: {@link Settings#requireTotp}. */
@Component
class SecondFactorDemand {

    private final CurrentSettings settings;
    private final LoginStore logins;

    SecondFactorDemand(CurrentSettings settings, LoginStore logins) {
        this.settings = settings;
        this.logins = logins;
    }

    /** Whether the organization demands a second factor that the person has not set up. */
    Mono<Boolean> isUnmet(UserId person) {
        return isMade().flatMap(made -> made ? isWithout(person) : Mono.just(false));
    }

    /** 422 {@code totp_demanded} while the organization of the account demands a second factor; a superuser's is none. */
    Mono<Void> requireNone(Account account) {
        return (account instanceof Login ? isMade() : Mono.just(false))
                .flatMap(made -> made ? Mono.error(demanded()) : Mono.empty());
    }

    private Mono<Boolean> isMade() {
        return settings.get().map(Settings::requireTotp);
    }

    private Mono<Boolean> isWithout(UserId person) {
        return logins.find(person).map(login -> !login.hasSecondFactor()).defaultIfEmpty(true);
    }

    /** For who may do no more than set one up. */
    static ProblemException unmet() {
        return new ProblemException(
                ErrorCode.SECOND_FACTOR_REQUIRED,
                "The organization demands a second factor: set one up with POST /auth/totp/enroll first.");
    }

    private static ProblemException demanded() {
        return new ProblemException(
                ErrorCode.TOTP_DEMANDED,
                "The organization demands a second factor of its people (require_totp in GET /org/settings).");
    }
}
