package io.tenantry.identity;

import io.tenantry.identity.totp.GivenCode;
import io.tenantry.identity.totp.RecoveryCode;
import io.tenantry.identity.totp.Totp;
import io.tenantry.identity.totp.TotpKey;
import io.tenantry.identity.totp.TotpSeal;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** How people and superusers come by a second factor, and get rid of it. */
@Service
class TotpService {

    private final TotpStore totps;
    private final TotpSeal seal;
    private final SecondFactor secondFactor;
    private final SecondFactorDemand demand;
    private final OwnPassword ownPassword;
    private final AccountChanges changes;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    TotpService(
            TotpStore totps,
            TotpSeal seal,
            SecondFactor secondFactor,
            SecondFactorDemand demand,
            OwnPassword ownPassword,
            AccountChanges changes,
            Clock clock) {
        this.totps = totps;
        this.seal = seal;
        this.secondFactor = secondFactor;
        this.demand = demand;
        this.ownPassword = ownPassword;
        this.changes = changes;
        this.clock = clock;
    }

    /** A new key, which means nothing before it is confirmed; 409 {@code totp_enabled}. */
    Mono<TotpKey> enrol(Account account) {
        TotpKey key = TotpKey.random(random);
        return totps.enrol(account, Totp.enrolled(seal.seal(key, account.id())))
                .flatMap(done -> done ? Mono.just(key) : Mono.error(alreadyEnabled()));
    }

    /** Enables what was enrolled, and answers the recovery codes, which nobody sees again. */
    Mono<List<RecoveryCode>> confirm(Account account, Secret code) {
        return Mono.justOrEmpty(account.totp())
                .switchIfEmpty(Mono.error(TotpService::notEnrolled))
                .flatMap(totp -> totp.isEnabled() ? Mono.error(alreadyEnabled()) : Mono.just(totp))
                .flatMap(totp -> changes.recorded(
                        account, enabled(account, totp, code), IdentityEvents.secondFactorEnabled(account)));
    }

    private Mono<List<RecoveryCode>> enabled(Account account, Totp totp, Secret code) {
        OptionalLong step = GivenCode.of(code) instanceof GivenCode.OfAuthenticator given
                ? secondFactor.step(account, totp, given.digits())
                : OptionalLong.empty();
        return step.isPresent() ? enabled(account, totp, step.getAsLong()) : Mono.error(SecondFactor.wrong());
    }

    private Mono<List<RecoveryCode>> enabled(Account account, Totp totp, long step) {
        List<RecoveryCode> codes = RecoveryCode.randoms(random);
        List<String> hashes = codes.stream().map(RecoveryCode::hash).toList();
        return totps.enable(account, totp, step, hashes, clock.instant())
                .flatMap(done -> done ? Mono.just(codes) : Mono.error(alreadyEnabled()));
    }

    /**
     * Removes the second factor of somebody who shows both.
     *
     * @return 401 {@code invalid_credentials} whichever is wrong; 409 {@code totp_not_enabled}; 422 {@code totp_demanded}
     *     while their organization demands one
     */
    Mono<Void> disable(Account account, Secret password, Secret code) {
        return demand.requireNone(account)
                .then(Mono.defer(() -> ownPassword.require(account, password)))
                .filter(Account::hasSecondFactor)
                .mapNotNull(Account::totp)
                .switchIfEmpty(Mono.error(TotpService::notEnabled))
                .flatMap(totp -> secondFactor
                        .use(account, totp, code)
                        .onErrorMap(TotpService::isWrongCode, wrong -> OwnPassword.wrong())
                        .then(Mono.defer(() -> changes.recorded(
                                account, removed(account, totp), IdentityEvents.secondFactorDisabled(account)))))
                .then();
    }

    private Mono<Boolean> removed(Account account, Totp totp) {
        return totps.remove(account, totp)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(TotpService::notEnabled));
    }

    private static boolean isWrongCode(Throwable failure) {
        return ProblemException.is(failure, ErrorCode.OTP_INVALID);
    }

    private static ProblemException alreadyEnabled() {
        return new ProblemException(ErrorCode.TOTP_ENABLED, "Disable the second factor before you enrol another one.");
    }

    private static ProblemException notEnrolled() {
        return new ProblemException(ErrorCode.TOTP_NOT_ENABLED, "Enrol first: there is nothing to confirm.");
    }

    private static ProblemException notEnabled() {
        return new ProblemException(ErrorCode.TOTP_NOT_ENABLED, "The account has no second factor.");
    }
}
