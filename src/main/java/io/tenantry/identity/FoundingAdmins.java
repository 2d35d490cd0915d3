package io.tenantry.identity;

import io.tenantry.identity.throttle.FoundingThrottle;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The first person of an organization, made while it is provisioned, and the removal of all its people's credentials. */
@Component
public class FoundingAdmins {

    private static final Logger LOG = LoggerFactory.getLogger(FoundingAdmins.class);

    private final LoginStore logins;
    private final PendingLogins pending;
    private final UserStore users;
    private final AdminStore admins;
    private final SessionStore sessions;
    private final ApiKeyUses keyUses;
    private final PasswordResetStore resets;
    private final PasswordHashing hashing;
    private final FoundingThrottle throttle;
    private final TenantReads reads;
    private final Clock clock;

    FoundingAdmins(
            LoginStore logins,
            PendingLogins pending,
            UserStore users,
            AdminStore admins,
            SessionStore sessions,
            ApiKeyUses keyUses,
            PasswordResetStore resets,
            PasswordHashing hashing,
            FoundingThrottle throttle,
            TenantReads reads,
            Clock clock) {
        this.sessions = sessions;
        this.keyUses = keyUses;
        this.resets = resets;
        this.logins = logins;
        this.pending = pending;
        this.users = users;
        this.admins = admins;
        this.hashing = hashing;
        this.throttle = throttle;
        this.reads = reads;
        this.clock = clock;
    }

    /** Refuses a password outside 8 to 256 characters with 400. */
    public static void check(String field, Secret password) {
        Passwords.require(field, password);
    }

    /** Who founds an organization in this request, for the log; an error, never empty, when there is no request. */
    public Mono<Origin> origin(UserId id, EmailAddress email) {
        return Origins.inRequest(ActorType.USER, id, email);
    }

    /** Counts an organization that the client of this request makes; 429 {@code rate_limited} after too many. */
    public Mono<Void> countFounding() {
        return throttle.count();
    }

    /** The hash to give to {@link #enrol}; 503 {@code overloaded} when too many wait for theirs. */
    public Mono<String> hash(EmailAddress email, Secret password) {
        return hashing.hash(email, password);
    }

    /** Makes the admin's login, which cannot be used yet. Idempotent. */
    public Mono<Void> enrol(OrganizationId organization, UserId id, EmailAddress email, String passwordHash) {
        return logins.put(Login.pending(id, email, organization, passwordHash, clock.instant()));
    }

    /**
     * Makes the admin's user, and lets them sign in. Nobody else can see the organization yet, so nothing is confirmed
     * here: the step that opens it is what confirms. Idempotent.
     */
    public Mono<Void> populate(Tenant provisioning, UserId id, EmailAddress email, @Nullable String fullName) {
        User user = User.create(id, email, fullName, Roles.ADMIN, clock.instant());
        return users.put(user)
                .then(Mono.defer(() -> logins.activate(id, clock.instant())))
                .then(Mono.defer(() -> admins.found(provisioning.id(), id)))
                .contextWrite(TenantContext.with(provisioning));
    }

    /** The admin of an organization that was just made; 404 when they have left it already. */
    public Mono<UserView> founder(Tenant made, UserId id) {
        return reads.confirmAbsence(users.find(id))
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("user")))
                .map(user -> UserView.of(user, made.id(), LoginFacts.NONE))
                .contextWrite(TenantContext.with(made));
    }

    /**
     * Settles the logins that nobody has finished for a minute. Of an open organization they become active, or go where there
     * is no user; those whose organization is not there go: an instance that stood still wrote them when all else had been
     * undone.
     *
     * @param exists whether an organization is there, whatever is being done to it
     */
    public Mono<Void> settleLogins(Function<OrganizationId, Mono<Boolean>> exists) {
        return logins.findPending(clock.instant().minus(Login.STALE_AFTER))
                .concatMap(login -> exists.apply(login.organizationId())
                        .flatMap(there -> there ? pending.settledIfOpen(login) : removedStray(login)))
                .then();
    }

    private Mono<Void> removedStray(Login stray) {
        return logins.removePending(stray)
                .doOnSuccess(gone -> LOG.warn(
                        "Removed login {} of organization {}, which is not there", stray.id(), stray.organizationId()));
    }

    /** Removes every login of an organization, and what else the master keeps of its people. Idempotent. */
    public Mono<Void> removeAll(OrganizationId organization) {
        return logins.removeAll(organization)
                .then(Mono.defer(() -> sessions.endAll(organization)))
                .then(Mono.defer(() -> keyUses.forgetAll(organization)))
                .then(Mono.defer(() -> resets.removeAll(organization)))
                .then(Mono.defer(() -> admins.removeAll(organization)));
    }
}
