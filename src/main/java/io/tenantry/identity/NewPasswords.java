package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OneUseToken;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sets the password of who has a token for it. The hash comes first, so that who is told to come back later still has the
 * token; then the token is used, and only who has used it goes on.
 */
@Component
class NewPasswords {

    private final PasswordResetStore store;
    private final ResettableAccounts resettable;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;
    private final AccountChanges changes;
    private final Clock clock;

    NewPasswords(
            PasswordResetStore store,
            ResettableAccounts resettable,
            AccountStore accounts,
            SessionStore sessions,
            PasswordHashing hashing,
            PasswordAttempts attempts,
            AccountChanges changes,
            Clock clock) {
        this.store = store;
        this.resettable = resettable;
        this.accounts = accounts;
        this.sessions = sessions;
        this.hashing = hashing;
        this.attempts = attempts;
        this.changes = changes;
        this.clock = clock;
    }

    /** See {@link PasswordResets#confirm}. */
    Mono<Void> set(Secret presented, Secret password) {
        return Mono.justOrEmpty(OneUseToken.read(ResetToken.KIND, presented))
                .flatMap(this::found)
                .flatMap(reset -> resettable.find(reset).flatMap(owned -> set(reset, owned, password)))
                .switchIfEmpty(Mono.error(NewPasswords::refused))
                .then();
    }

    private Mono<PasswordReset> found(OneUseToken token) {
        return store.find(new UserId(token.owner())).filter(reset -> reset.admits(token, clock.instant()));
    }

    private Mono<Boolean> set(PasswordReset reset, ResettableAccount owned, Secret password) {
        Account account = owned.account();
        Mono<Boolean> change = hashing.hash(account.email(), password).flatMap(hash -> replaced(reset, account, hash));
        return owned.byOwner(changes.recorded(account, change, IdentityEvents.passwordReset(account)));
    }

    /**
     * Empty, and nothing was done, for whoever came second with the token. Sessions end before there is another password, so
     * that none of them outlives an instance that is killed here, and once more after it, for who signed in meanwhile.
     */
    private Mono<Boolean> replaced(PasswordReset reset, Account account, String hash) {
        return store.use(reset, clock.instant())
                .filter(Boolean::booleanValue)
                .flatMap(used ->
                        sessions.endAll(account.id()).then(Mono.defer(() -> accounts.resetPassword(account, hash))))
                .filter(Boolean::booleanValue)
                .flatMap(done -> store.remove(account.id())
                        .then(Mono.defer(() -> sessions.endAll(account.id())))
                        .then(Mono.defer(() -> attempts.forgive(account.email(), reset.isMailed())))
                        .thenReturn(done));
    }

    private static ProblemException refused() {
        return new ProblemException(
                ErrorCode.INVALID_CREDENTIALS,
                "The link is not valid, was used already, replaced by a newer one or has expired, or the account is closed:"
                        + " ask for another one.");
    }
}
