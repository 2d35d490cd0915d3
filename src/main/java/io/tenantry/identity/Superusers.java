package io.tenantry.identity;

import io.tenantry.audit.PlatformAudit;
import io.tenantry.identity.throttle.ClientAddress;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Those who operate the service: the first is made with the bootstrap token, each other one by a superuser. */
@Service
class Superusers {

    private final SuperuserStore accounts;
    private final BootstrapTokenStore tokens;
    private final SessionStore sessions;
    private final PlatformAudit audit;
    private final GuardLog log;
    private final PasswordHashing hashing;
    private final Clock clock;

    Superusers(
            SuperuserStore accounts,
            BootstrapTokenStore tokens,
            SessionStore sessions,
            PlatformAudit audit,
            GuardLog log,
            PasswordHashing hashing,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.audit = audit;
        this.log = log;
        this.hashing = hashing;
        this.clock = clock;
    }

    /**
     * The caller, unless they are a superuser whose session is gone, inside an organization or not. It is looked up for each
     * request. That their account is there is for the {@link Guard} to see, who reads it anyway.
     *
     * @return 401 {@code invalid_token} for a session that has ended
     */
    Mono<Caller> requireSession(Caller caller) {
        return isSuperuser(caller)
                ? sessions.find(caller.sessionId())
                        .filter(session -> session.isOf(caller.userId()))
                        .map(there -> caller)
                        .switchIfEmpty(Mono.error(Superusers::closed))
                : Mono.just(caller);
    }

    private static boolean isSuperuser(Caller caller) {
        return caller instanceof Superuser || (caller instanceof Actor actor && actor.type() == ActorType.SUPERUSER);
    }

    private static ProblemException closed() {
        return new ProblemException(
                ErrorCode.INVALID_TOKEN, "The session of this token has ended, or its account was closed.");
    }

    /**
     * Makes a superuser.
     *
     * @param bootstrapToken what a caller without an access token presents
     * @return 401 without good credentials, 403 for somebody of an organization, 409 {@code email_taken} when there is a
     *     superuser of that address
     */
    Mono<SuperuserAccount> register(@Nullable Caller caller, @Nullable String bootstrapToken, NewSuperuser wanted) {
        return NewId.current()
                .flatMap(id -> madeBefore(id)
                        .switchIfEmpty(
                                Mono.defer(() -> register(new UserId(id.value()), caller, bootstrapToken, wanted))));
    }

    /**
     * By an earlier attempt of the same caller: with the same bootstrap token, where they have no account. It may have died
     * before it was recorded, so it is now, for all that is known once more.
     */
    private Mono<SuperuserAccount> madeBefore(NewId id) {
        return Mono.just(id)
                .filter(NewId::repeated)
                .flatMap(repeated -> accounts.find(new UserId(repeated.value())))
                .flatMap(made -> made.bootstrapped() == null
                        ? audit.recorded(Mono.just(made), IdentityEvents::created)
                        : byThemselves(made, Mono.just(made))
                                .delayUntil(first ->
                                        tokens.find().flatMap(token -> tokens.markUsed(token, clock.instant()))));
    }

    private Mono<SuperuserAccount> register(
            UserId id, @Nullable Caller caller, @Nullable String bootstrapToken, NewSuperuser wanted) {
        if (caller == null) {
            return bootstrapToken == null ? Mono.error(credentialsMissing()) : first(id, bootstrapToken, wanted);
        }
        return caller instanceof Superuser ? another(id, wanted) : Mono.error(CallerResolver.superusersOnly());
    }

    private Mono<SuperuserAccount> another(UserId id, NewSuperuser wanted) {
        return hashing.hash(wanted.email(), wanted.password())
                .flatMap(hash -> audit.recorded(
                        accounts.insert(SuperuserAccount.another(id, wanted.email(), hash, clock.instant())),
                        IdentityEvents::created))
                .switchIfEmpty(Mono.error(Superusers::emailTaken));
    }

    /** Inserting the first account is using the token, so that of two requests at once one is refused. */
    private Mono<SuperuserAccount> first(UserId id, String presented, NewSuperuser wanted) {
        return admitted(presented)
                .switchIfEmpty(Mono.defer(this::refused))
                .flatMap(token -> hashing.hash(wanted.email(), wanted.password())
                        .map(hash -> SuperuserAccount.first(id, wanted.email(), hash, clock.instant()))
                        .flatMap(first -> byThemselves(first, accounts.insert(first)))
                        .switchIfEmpty(Mono.defer(this::refused))
                        .flatMap(made -> tokens.markUsed(token, clock.instant()).thenReturn(made)));
    }

    /** Where nobody else would see that somebody tries for everything. */
    private <T> Mono<T> refused() {
        return ClientAddress.current()
                .map(Refusal::ofBootstrap)
                .flatMap(refusal -> Origins.ofNobody().flatMap(origin -> log.refused(refusal, origin)))
                .then(Mono.error(Superusers::wrongToken));
    }

    /** The first: nobody else was there. */
    private Mono<SuperuserAccount> byThemselves(SuperuserAccount account, Mono<SuperuserAccount> made) {
        return Origins.inRequest(ActorType.SUPERUSER, account.id(), account.email())
                .flatMap(origin -> audit.recorded(made, IdentityEvents::created, origin));
    }

    private Mono<BootstrapToken> admitted(String presented) {
        return accounts.hasAny()
                .filter(any -> !any)
                .flatMap(none -> tokens.find())
                .filter(token -> token.admits(presented));
    }

    private static ProblemException credentialsMissing() {
        return new ProblemException(
                ErrorCode.AUTHENTICATION_REQUIRED,
                "Send a superuser's access token or, for the first superuser, the header X-Bootstrap-Token.");
    }

    private static ProblemException wrongToken() {
        return new ProblemException(
                ErrorCode.INVALID_CREDENTIALS, "The bootstrap token is wrong, or was used already.");
    }

    private static ProblemException emailTaken() {
        return new ProblemException(ErrorCode.EMAIL_TAKEN, "There is a superuser with this e-mail address already.");
    }
}
