package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What people do about their own account. */
@Service
class OwnAccountService {

    private final UserService users;
    private final Callers callers;
    private final AccountStore accounts;
    private final OwnPassword ownPassword;
    private final SecondFactor secondFactor;
    private final PasswordHashing hashing;
    private final Sessions sessions;
    private final PasswordResetStore resets;
    private final AuditLog audit;
    private final TenantWrites writes;

    OwnAccountService(
            UserService users,
            Callers callers,
            AccountStore accounts,
            OwnPassword ownPassword,
            SecondFactor secondFactor,
            PasswordHashing hashing,
            Sessions sessions,
            PasswordResetStore resets,
            AuditLog audit,
            TenantWrites writes) {
        this.users = users;
        this.callers = callers;
        this.accounts = accounts;
        this.ownPassword = ownPassword;
        this.secondFactor = secondFactor;
        this.hashing = hashing;
        this.sessions = sessions;
        this.resets = resets;
        this.audit = audit;
        this.writes = writes;
    }

    Mono<User> change(Actor actor, ExpectedVersion expected, ProfileChange change) {
        return users.change(actor, expected, change);
    }

    /**
     * Changes the password, and ends all other sessions of the person and the link that they could reset it with.
     *
     * @return 400 for a new password outside 8 to 256 characters; 401 {@code invalid_credentials} for a wrong current one,
     *     {@code otp_required} or {@code otp_invalid} for who has a second factor; 429 {@code rate_limited}
     */
    Mono<Void> changePassword(Actor actor, PasswordChange change) {
        Secret wanted = Passwords.require("new_password", change.newPassword());
        return callers.account(actor)
                .flatMap(account -> ownPassword.require(account, change.currentPassword()))
                .flatMap(account -> secondFactor
                        .require(account, change.otp())
                        .then(Mono.defer(() -> hashing.hash(wanted)))
                        .flatMap(hash -> writes.confirm(audit.recorded(
                                changed(actor, account, hash),
                                done -> IdentityEvents.passwordChanged(actor.userId())))))
                .then();
    }

    /** It is in the master, but nothing is done while its entry could not be written. */
    private Mono<TenantChange<Boolean>> changed(Actor actor, Account account, String hash) {
        return accounts.changePassword(account, hash)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(OwnAccountService::changedMeanwhile))
                .flatMap(done -> resets.remove(actor.userId())
                        .then(Mono.defer(() -> sessions.endOthers(actor)))
                        .thenReturn(TenantChange.of(done)));
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, "The password was changed meanwhile: sign in again.");
    }
}
