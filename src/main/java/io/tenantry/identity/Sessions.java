package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Logins that last: each begins a session, a refresh token goes on with it once, and a second use of one ends it, since then
 * two have it. What ends a session is noticed by every instance within a second.
 */
@Service
class Sessions {

    /** Of each person; a login beyond ends the oldest. */
    private static final int MOST = 50;

    private static final Retry UNTIL_SEEN = Retry.fixedDelay(2, Duration.ofMillis(200));

    private final SessionStore store;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final AccountStore accounts;
    private final UserStore users;
    private final SuperuserStore superusers;
    private final TenantDirectory directory;
    private final PeopleChanges people;
    private final TenantReads reads;
    private final TokenSettings settings;
    private final Clock clock;

    Sessions(
            SessionStore store,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            AccountStore accounts,
            UserStore users,
            SuperuserStore superusers,
            TenantDirectory directory,
            PeopleChanges people,
            TenantReads reads,
            TokenSettings settings,
            Clock clock) {
        this.store = store;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.accounts = accounts;
        this.users = users;
        this.superusers = superusers;
        this.directory = directory;
        this.people = people;
        this.reads = reads;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a session for somebody who has proved who they are. */
    Mono<Tokens> begin(SignedIn person) {
        RefreshToken first = RefreshToken.first();
        return store.insert(Session.begun(person, first, clock.instant(), expiry()))
                .then(Mono.defer(() -> endBeyond(person)))
                .then(Mono.defer(() -> requireUnchanged(person, first.session())))
                .then(Mono.fromSupplier(() -> tokens(person, first)));
    }

    /** Looked at after the session is there: a change of the password ends those that it finds. */
    private Mono<Void> requireUnchanged(SignedIn person, String session) {
        return accounts.find(person)
                .filter(account -> account.changeCount() == person.accountChanges())
                .switchIfEmpty(Mono.defer(() -> store.end(session).then(Mono.error(SignIn.wrong()))))
                .then();
    }

    private Mono<Void> endBeyond(SignedIn person) {
        Tenant tenant = person.tenant();
        return store.beyond(person.id(), MOST)
                .concatMap(oldest -> ended(tenant == null ? null : tenant.id(), person.id(), store.end(oldest.id())))
                .then();
    }

    /**
     * Goes on with a session, for the person as they are now.
     *
     * @return 401 {@code invalid_token} for a token that is none, was used before or has expired, and for a person who may
     *     not sign in any more; 403 {@code organization_suspended}, which leaves the token good
     */
    Mono<Tokens> refresh(String presented) {
        return Mono.justOrEmpty(refreshTokens.read(presented))
                .flatMap(token -> store.find(token.session())
                        .filter(session -> !session.isOver(clock.instant()))
                        .flatMap(session -> refreshed(token, session)))
                .switchIfEmpty(Mono.error(Sessions::refused));
    }

    private Mono<Tokens> refreshed(RefreshToken presented, Session session) {
        RefreshToken next = presented.next();
        return person(session)
                .switchIfEmpty(Mono.defer(() -> ended(session)))
                .flatMap(person -> renewed(presented, next)
                        .flatMap(renewed -> renewed ? Mono.just(tokens(person, next)) : ended(session)));
    }

    /** An answer that was lost is looked for: who repeats the request would be taken for somebody who stole the token. */
    private Mono<Boolean> renewed(RefreshToken presented, RefreshToken next) {
        return store.renew(presented, next, expiry())
                .onErrorResume(
                        DatabaseFailures::mayHaveBeenDone,
                        lost -> store.isAt(next)
                                .retryWhen(UNTIL_SEEN)
                                .filter(done -> done)
                                .switchIfEmpty(Mono.error(lost)));
    }

    /** The token was used before: whoever has it, or had it, must sign in again. */
    private <T> Mono<T> ended(Session session) {
        return ended(session.organizationId(), session.userId(), store.end(session.id()))
                .then(Mono.empty());
    }

    private Mono<SignedIn> person(Session session) {
        OrganizationId organization = session.organizationId();
        return organization == null
                ? superusers.find(session.userId()).map(SignedIn.Operator::new)
                : directory
                        .find(organization)
                        .filter(Tenant::isThere)
                        .flatMap(tenant -> member(session.userId(), tenant));
    }

    private Mono<SignedIn> member(UserId id, Tenant tenant) {
        return tenant.access() == Tenant.Access.SUSPENDED
                ? Mono.error(Tenant.suspended())
                : reads.confirmAbsence(users.find(id))
                        .filter(User::isActive)
                        .<SignedIn>map(user -> new SignedIn.Member(user, tenant, 0))
                        .contextWrite(TenantContext.with(tenant));
    }

    /** Ends the session that the caller's access token is part of. */
    Mono<Void> end(Caller caller) {
        return ended(organization(caller), caller.userId(), store.end(caller.sessionId()));
    }

    /** Ends all sessions of somebody but the one that asks for it. */
    Mono<Void> endOthers(Caller caller) {
        return ended(organization(caller), caller.userId(), store.endOthers(caller.userId(), caller.sessionId()));
    }

    private static @Nullable OrganizationId organization(Caller caller) {
        return caller instanceof Actor actor ? actor.organizationId() : null;
    }

    private Mono<Void> ended(@Nullable OrganizationId organization, UserId person, Mono<Void> ending) {
        return organization == null
                ? Uninterrupted.of(ending)
                : people.noticed(organization, PeopleTopic.caller(person), ending.thenReturn(person))
                        .then();
    }

    private Tokens tokens(SignedIn person, RefreshToken refresh) {
        return new Tokens(
                person,
                accessTokens.issue(person, refresh.session()),
                settings.accessTokenLifetime(),
                refreshTokens.write(refresh));
    }

    private Instant expiry() {
        return clock.instant().plus(settings.refreshTokenLifetime());
    }

    private static ProblemException refused() {
        return new ProblemException(
                ErrorCode.INVALID_TOKEN,
                "The refresh token is not valid, was used before or has expired: sign in again.");
    }
}
