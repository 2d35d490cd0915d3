package io.tenantry.identity;

import io.tenantry.identity.throttle.Throttle;
import io.tenantry.identity.totp.GivenCode;
import io.tenantry.identity.totp.Totp;
import io.tenantry.identity.totp.TotpSeal;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks what somebody shows beside a right password. Each code works once: using it is one step in the database, so that of
 * two requests with the same code one is refused.
 */
@Component
class SecondFactor {

    private final TotpStore totps;
    private final TotpSeal seal;
    private final Throttle throttle;
    private final Clock clock;

    SecondFactor(TotpStore totps, TotpSeal seal, Throttle throttle, Clock clock) {
        this.totps = totps;
        this.seal = seal;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Passes those who have no second factor, or show a good code, which is then used.
     *
     * @return 401 {@code otp_required} or {@code otp_invalid}; 429 {@code rate_limited} after too many wrong codes
     */
    Mono<Void> require(Account account, @Nullable Secret otp) {
        Totp totp = account.totp();
        if (totp == null || !totp.isEnabled()) {
            return Mono.empty();
        }
        return otp == null || otp.value().isBlank() ? Mono.error(missing()) : use(account, totp, otp);
    }

    /**
     * Uses a code.
     *
     * @return 401 {@code otp_invalid}; 429 {@code rate_limited} after too many of these
     */
    Mono<Void> use(Account account, Totp totp, Secret otp) {
        return throttle.code(
                        account.id(),
                        Mono.defer(() -> used(account, totp, GivenCode.of(otp)))
                                .filter(Boolean::booleanValue)
                                .switchIfEmpty(Mono.error(SecondFactor::wrong)))
                .then();
    }

    private Mono<Boolean> used(Account account, Totp totp, GivenCode given) {
        if (given instanceof GivenCode.OfAuthenticator code) {
            return usedStep(account, totp, step(account, totp, code.digits()));
        }
        return given instanceof GivenCode.OfRecovery recovery
                ? totps.useRecoveryCode(account, totp, recovery.code().hash())
                : Mono.just(false);
    }

    private Mono<Boolean> usedStep(Account account, Totp totp, OptionalLong step) {
        return step.isPresent() ? totps.useStep(account, totp, step.getAsLong()) : Mono.just(false);
    }

    /** The step that a code of an account's authenticator belongs to, if it is right now. */
    OptionalLong step(Account account, Totp totp, String digits) {
        return seal.open(totp.sealedKey(), account.id())
                .map(key -> key.step(digits, clock.instant()))
                .orElseGet(OptionalLong::empty);
    }

    private static ProblemException missing() {
        return new ProblemException(
                ErrorCode.OTP_REQUIRED, "The account has a second factor: repeat with a code from it as otp.");
    }

    static ProblemException wrong() {
        return new ProblemException(
                ErrorCode.OTP_INVALID, "The code is wrong, too old, or was used already. Each code works once.");
    }
}
