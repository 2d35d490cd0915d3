package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
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
    private final AccountChanges changes;

    OwnAccountService(
            UserService users,
            Callers callers,
            AccountStore accounts,
            OwnPassword ownPassword,
            SecondFactor secondFactor,
            PasswordHashing hashing,
            Sessions sessions,
            PasswordResetStore resets,
            AccountChanges changes) {
        this.users = users;
        this.callers = callers;
        this.accounts = accounts;
        this.ownPassword = ownPassword;
        this.secondFactor = secondFactor;
        this.hashing = hashing;
        this.sessions = sessions;
        this.resets = resets;
        this.changes = changes;
    }

    Mono<User> change(Actor actor, ExpectedVersion expected, ProfileChange change) {
        return users.change(actor, expected, change);
    }

    /**
     * Changes the password of a person or a superuser, and ends all their other sessions and the link that they could reset it
     * with.
     *
     * @return 400 for a new password outside 8 to 256 characters; 401 {@code invalid_credentials} for a wrong current one,
     *     {@code otp_required} or {@code otp_invalid} for who has a second factor; 429 {@code rate_limited}
     */
    Mono<Void> changePassword(Caller caller, PasswordChange change) {
        Secret wanted = Passwords.require("new_password", change.newPassword());
        return callers.account(caller)
                .flatMap(account -> ownPassword.require(account, change.currentPassword()))
                .flatMap(account -> secondFactor
                        .require(account, change.otp())
                        .then(Mono.defer(() -> hashing.hash(account.email(), wanted)))
                        .flatMap(hash -> changes.recorded(
                                account, changed(caller, account, hash), IdentityEvents.passwordChanged(account))))
                .then();
    }

    /** The others go before the password does, as in {@link NewPasswords}. */
    private Mono<Boolean> changed(Caller caller, Account account, String hash) {
        return withoutOthers(caller)
                .then(Mono.defer(() -> accounts.changePassword(account, hash)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(OwnAccountService::changedMeanwhile))
                .flatMap(done -> withoutOthers(caller).thenReturn(done));
    }

    private Mono<Void> withoutOthers(Caller caller) {
        return resets.remove(caller.userId()).then(Mono.defer(() -> sessions.endOthers(caller)));
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, "The password was changed meanwhile: sign in again.");
    }
}
