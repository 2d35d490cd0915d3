package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.throttle.ResetThrottle;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OneUseToken;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passwords that were forgotten: tokens to set others with, for the modules that deliver them. */
@Service
public class PasswordResets {

    private final ResettableAccounts accounts;
    private final Callers callers;
    private final ResetGivers givers;
    private final PasswordResetStore store;
    private final NewPasswords newPasswords;
    private final ResetThrottle throttle;
    private final AuditLog audit;
    private final GuardLog refusals;
    private final TenantWrites writes;
    private final Clock clock;

    PasswordResets(
            ResettableAccounts accounts,
            Callers callers,
            ResetGivers givers,
            PasswordResetStore store,
            NewPasswords newPasswords,
            ResetThrottle throttle,
            AuditLog audit,
            GuardLog refusals,
            TenantWrites writes,
            Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.givers = givers;
        this.store = store;
        this.newPasswords = newPasswords;
        this.throttle = throttle;
        this.audit = audit;
        this.refusals = refusals;
        this.writes = writes;
        this.clock = clock;
    }

    /** Counts a request about a forgotten password; 429 {@code rate_limited} when its client has made too many. */
    public Mono<Void> countRequest() {
        return throttle.countRequest();
    }

    /**
     * Counts a mail to an address, whether or not it has an account; 429 {@code rate_limited} when it was to get three within
     * the hour.
     */
    public Mono<Void> countMail(EmailAddress email) {
        return throttle.countMail(email);
    }

    /**
     * A token for each account of the address that may be used now, to be mailed there and told to nobody else. It takes the
     * place of an earlier one.
     */
    public Flux<ResetToken> toMail(EmailAddress email) {
        return accounts.find(email).concatMap(this::mailable);
    }

    private Mono<ResetToken> mailable(ResettableAccount account) {
        OneUseToken token = token(account);
        return store.put(PasswordReset.mailed(token, account, clock.instant()))
                .thenReturn(new ResetToken(token, account.organizationName()));
    }

    /**
     * A token for a colleague of somebody who may {@code update:users} and all that the colleague may: nobody takes over who
     * may do more. It is recorded that they have it, and it is good while they may. Empty when this is not so, which is noted
     * as a refusal, also for an API key, since no program signs in as a person; and for the caller themselves, who would not need
     * their password then.
     */
    public Mono<ResetToken> forColleague(Actor actor, EmailAddress email) {
        return callers.standing(actor)
                .map(Standing::permissions)
                .flatMap(held -> accounts.findHere(email)
                        .filter(found -> !found.id().equals(actor.userId()))
                        .filterWhen(colleague -> mayHave(actor, held, colleague)
                                .delayUntil(may -> may ? Mono.empty() : refused(actor, colleague))))
                .flatMap(colleague -> given(colleague, actor.userId()));
    }

    private Mono<Boolean> mayHave(Actor actor, Permissions held, ResettableAccount colleague) {
        return actor.type() == ActorType.API_KEY ? Mono.just(false) : givers.mayHave(held, colleague.id());
    }

    private Mono<Void> refused(Actor actor, ResettableAccount colleague) {
        return Origin.current()
                .flatMap(origin ->
                        refusals.refused(Refusal.ofResetLink(colleague.id()), actor.organizationId(), origin));
    }

    private Mono<ResetToken> given(ResettableAccount colleague, UserId giver) {
        OneUseToken token = token(colleague);
        PasswordReset reset = PasswordReset.given(token, colleague, giver, clock.instant());
        return writes.confirm(audit.entry(IdentityEvents.resetLinkGiven(colleague.id()))
                .map(entry -> entry.map(id -> new ResetToken(token, colleague.organizationName()))
                        .afterwards(Mono.defer(() -> store.put(reset)))));
    }

    /**
     * Sets a password, and ends all sessions of the person. A second factor stays.
     *
     * @return 400 for a password outside 8 to 256 characters, 503 {@code overloaded}, both of which leave the token good;
     *     401 {@code invalid_credentials} for a token that is none, was used or replaced or has expired, for one that a
     *     colleague got who may not have it any more, for a person who was deactivated, and for an organization that is not open
     */
    public Mono<Void> confirm(Secret token, Secret newPassword) {
        return newPasswords.set(token, Passwords.require("new_password", newPassword));
    }

    private static OneUseToken token(ResettableAccount account) {
        return OneUseToken.random(ResetToken.KIND, account.id().value());
    }
}
