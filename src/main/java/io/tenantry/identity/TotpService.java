package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.AuditLog;
import io.tenantry.identity.totp.GivenCode;
import io.tenantry.identity.totp.RecoveryCode;
import io.tenantry.identity.totp.Totp;
import io.tenantry.identity.totp.TotpKey;
import io.tenantry.identity.totp.TotpSeal;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** How people come by a second factor, and get rid of it. */
@Service
class TotpService {

    private final LoginStore logins;
    private final TotpStore totps;
    private final TotpSeal seal;
    private final SecondFactor secondFactor;
    private final SecondFactorDemand demand;
    private final OwnPassword ownPassword;
    private final Callers callers;
    private final UserViews views;
    private final AuditLog audit;
    private final TenantWrites writes;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    TotpService(
            LoginStore logins,
            TotpStore totps,
            TotpSeal seal,
            SecondFactor secondFactor,
            SecondFactorDemand demand,
            OwnPassword ownPassword,
            Callers callers,
            UserViews views,
            AuditLog audit,
            TenantWrites writes,
            Clock clock) {
        this.logins = logins;
        this.totps = totps;
        this.seal = seal;
        this.secondFactor = secondFactor;
        this.demand = demand;
        this.ownPassword = ownPassword;
        this.callers = callers;
        this.views = views;
        this.audit = audit;
        this.writes = writes;
        this.clock = clock;
    }

    /** Whether a code is asked for beside the person's password. */
    Mono<Boolean> isEnrolled(UserId person) {
        return logins.find(person).map(Login::hasSecondFactor).defaultIfEmpty(false);
    }

    /** A new key, which means nothing before it is confirmed; 409 {@code totp_enabled}. */
    Mono<TotpKey> enrol(UserId person) {
        TotpKey key = TotpKey.random(random);
        return totps.enrol(person, Totp.enrolled(seal.seal(key, person)))
                .flatMap(done -> done ? Mono.just(key) : Mono.error(alreadyEnabled()));
    }

    /** Enables what was enrolled, and answers the recovery codes, which nobody sees again. */
    Mono<List<RecoveryCode>> confirm(OrganizationId organization, UserId person, Secret code) {
        return logins.find(person)
                .mapNotNull(Login::totp)
                .switchIfEmpty(Mono.error(TotpService::notEnrolled))
                .flatMap(totp -> totp.isEnabled() ? Mono.error(alreadyEnabled()) : Mono.just(totp))
                .flatMap(totp -> noticed(
                        organization,
                        person,
                        recorded(enabled(person, totp, code), IdentityEvents.secondFactorEnabled(person))));
    }

    private Mono<List<RecoveryCode>> enabled(UserId person, Totp totp, Secret code) {
        OptionalLong step = GivenCode.of(code) instanceof GivenCode.OfAuthenticator given
                ? secondFactor.step(person, totp, given.digits())
                : OptionalLong.empty();
        return step.isPresent() ? enabled(person, totp, step.getAsLong()) : Mono.error(SecondFactor.wrong());
    }

    private Mono<List<RecoveryCode>> enabled(UserId person, Totp totp, long step) {
        List<RecoveryCode> codes = RecoveryCode.randoms(random);
        List<String> hashes = codes.stream().map(RecoveryCode::hash).toList();
        return totps.enable(person, totp, step, hashes, clock.instant())
                .flatMap(done -> done ? Mono.just(codes) : Mono.error(alreadyEnabled()));
    }

    /**
     * Removes the second factor of somebody who shows both.
     *
     * @return 401 {@code invalid_credentials} whichever is wrong; 409 {@code totp_not_enabled}; 422 {@code totp_demanded}
     *     while the organization demands one
     */
    Mono<Void> disable(OrganizationId organization, User person, Secret password, Secret code) {
        return demand.requireNone()
                .then(Mono.defer(() -> ownPassword.require(person, password)))
                .filter(Login::hasSecondFactor)
                .mapNotNull(Login::totp)
                .switchIfEmpty(Mono.error(TotpService::notEnabled))
                .flatMap(totp -> secondFactor
                        .use(person.id(), totp, code)
                        .onErrorMap(TotpService::isWrongCode, wrong -> OwnPassword.wrong())
                        .then(Mono.defer(() -> noticed(
                                organization,
                                person.id(),
                                recorded(
                                        totps.remove(person.id(), totp),
                                        IdentityEvents.secondFactorDisabled(person.id()))))))
                .then();
    }

    /** It is in the master, but nothing is done while its entry could not be written. */
    private <T> Mono<T> recorded(Mono<T> change, AuditEvent event) {
        return writes.confirm(audit.recorded(change.map(TenantChange::of), done -> event));
    }

    private static boolean isWrongCode(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.OTP_INVALID;
    }

    /** Other instances learn of it as of a change of the person. */
    private <T> Mono<T> noticed(OrganizationId organization, UserId person, Mono<T> change) {
        return callers.noticing(organization, change).doOnNext(done -> views.forget(person));
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
