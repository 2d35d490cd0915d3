package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.audit.PlatformAudit;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
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
    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final UserStore users;
    private final SessionStore sessions;
    private final PasswordHashing hashing;
    private final PasswordAttempts attempts;
    private final Callers callers;
    private final AuditLog audit;
    private final PlatformAudit platformAudit;
    private final TenantDirectory directory;
    private final TenantWrites writes;
    private final Clock clock;

    NewPasswords(
            PasswordResetStore store,
            LoginStore logins,
            SuperuserStore superusers,
            UserStore users,
            SessionStore sessions,
            PasswordHashing hashing,
            PasswordAttempts attempts,
            Callers callers,
            AuditLog audit,
            PlatformAudit platformAudit,
            TenantDirectory directory,
            TenantWrites writes,
            Clock clock) {
        this.store = store;
        this.logins = logins;
        this.superusers = superusers;
        this.users = users;
        this.sessions = sessions;
        this.hashing = hashing;
        this.attempts = attempts;
        this.callers = callers;
        this.audit = audit;
        this.platformAudit = platformAudit;
        this.directory = directory;
        this.writes = writes;
        this.clock = clock;
    }

    /** See {@link PasswordResets#confirm}. */
    Mono<Void> set(Secret token, Secret password) {
        return store.find(PasswordReset.idOf(token))
                .filter(reset -> !reset.isOver(clock.instant()))
                .flatMap(reset -> set(reset, password))
                .switchIfEmpty(Mono.error(NewPasswords::refused))
                .then();
    }

    private Mono<Boolean> set(PasswordReset reset, Secret password) {
        OrganizationId organization = reset.organizationId();
        return organization == null
                ? superusers.find(reset.userId()).flatMap(account -> ofSuperuser(reset, account, password))
                : directory
                        .find(organization)
                        .filter(Tenant::isReadable)
                        .flatMap(tenant -> login(reset)
                                .flatMap(login -> ofMember(reset, login, password))
                                .contextWrite(TenantContext.with(tenant)));
    }

    private Mono<Login> login(PasswordReset reset) {
        return writes.confirmAbsence(users.find(reset.userId()))
                .filter(User::isActive)
                .flatMap(user -> logins.find(user.id()))
                .filter(Login::isActive);
    }

    private Mono<Boolean> ofMember(PasswordReset reset, Login login, Secret password) {
        Mono<TenantChange<Boolean>> change = hashing.hash(password)
                .flatMap(hash -> replaced(reset, login.email(), logins.resetPassword(login.id(), hash)))
                .map(TenantChange::of);
        return Origins.inRequest(ActorType.USER, login.id(), login.email())
                .flatMap(origin -> callers.noticing(
                        login.organizationId(),
                        writes.confirm(
                                audit.recorded(change, done -> IdentityEvents.passwordReset(login.id()), origin))));
    }

    private Mono<Boolean> ofSuperuser(PasswordReset reset, SuperuserAccount account, Secret password) {
        Mono<Boolean> change = hashing.hash(password)
                .flatMap(hash -> replaced(reset, account.email(), superusers.resetPassword(account.id(), hash)));
        return Origins.inRequest(ActorType.SUPERUSER, account.id(), account.email())
                .flatMap(origin -> platformAudit.recorded(
                        change, done -> IdentityEvents.superuserPasswordReset(account.id()), origin));
    }

    /** Empty, and nothing was done, for whoever came second with the token. */
    private Mono<Boolean> replaced(PasswordReset reset, EmailAddress email, Mono<Boolean> replacement) {
        return store.use(reset, clock.instant())
                .filter(Boolean::booleanValue)
                .flatMap(used -> replacement)
                .filter(Boolean::booleanValue)
                .flatMap(done -> store.removeAll(reset.userId())
                        .then(Mono.defer(() -> sessions.endAll(reset.userId())))
                        .then(Mono.defer(() -> attempts.forgive(email, reset.mailed())))
                        .thenReturn(done));
    }

    private static ProblemException refused() {
        return new ProblemException(
                ErrorCode.INVALID_CREDENTIALS,
                "The link is not valid, was used already or has expired, or the account is closed: ask for another one.");
    }
}
