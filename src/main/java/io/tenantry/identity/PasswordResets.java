package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.throttle.ResetThrottle;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Passwords that were forgotten: tokens to set others with, for the modules that deliver them. */
@Service
public class PasswordResets {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordResets.class);

    private static final Permission MAY_CHANGE_PEOPLE = Permission.of("update:users");

    /** How many organizations of one address are told of: anybody can add an address to one of their own. */
    private static final int MOST_ORGANIZATIONS = 20;

    private static final int TOKEN_BYTES = 32;

    /** An organization that is being moved is waited for: nobody waits for the mail before a screen. */
    private static final Retry WHILE_BUSY = Retry.fixedDelay(5, Duration.ofSeconds(2))
            .filter(failure -> failure instanceof ProblemException busy && busy.code() == ErrorCode.ORGANIZATION_BUSY)
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final PendingLogins pending;
    private final UserStore users;
    private final Callers callers;
    private final Roles roles;
    private final PasswordResetStore store;
    private final NewPasswords newPasswords;
    private final ResetThrottle throttle;
    private final AuditLog audit;
    private final TenantDirectory directory;
    private final TenantWrites writes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasswordResets(
            LoginStore logins,
            SuperuserStore superusers,
            PendingLogins pending,
            UserStore users,
            Callers callers,
            Roles roles,
            PasswordResetStore store,
            NewPasswords newPasswords,
            ResetThrottle throttle,
            AuditLog audit,
            TenantDirectory directory,
            TenantWrites writes,
            Clock clock) {
        this.logins = logins;
        this.superusers = superusers;
        this.pending = pending;
        this.users = users;
        this.callers = callers;
        this.roles = roles;
        this.store = store;
        this.newPasswords = newPasswords;
        this.throttle = throttle;
        this.audit = audit;
        this.directory = directory;
        this.writes = writes;
        this.clock = clock;
    }

    /** Counts a request about a forgotten password; 429 {@code rate_limited} when its client has made too many. */
    public Mono<Void> countRequest() {
        return throttle.countRequest();
    }

    /**
     * A token for each account of the address, to be mailed there and told to nobody else: none when there is no account that
     * may be used now, or the address has had three mails within the hour.
     */
    public Flux<ResetToken> toMail(EmailAddress email) {
        return accounts(email)
                .collectList()
                .filter(found -> !found.isEmpty())
                .filterWhen(found -> throttle.countMail(email))
                .flatMapIterable(found -> found)
                .concatMap(this::issued);
    }

    private Flux<Owner> accounts(EmailAddress email) {
        return superusers
                .findByEmail(email)
                .map(account -> new Owner(account.id(), null, null))
                .concatWith(logins.findByEmail(email)
                        .take(MOST_ORGANIZATIONS)
                        .concatMap(pending::settled)
                        .concatMap(this::member));
    }

    private Mono<Owner> member(Login login) {
        return directory
                .find(login.organizationId())
                .filter(Tenant::isReadable)
                .flatMap(tenant -> writes.confirm(activeUser(login.id()).map(TenantChange::of))
                        .map(user -> new Owner(user.id(), tenant.id(), tenant.name()))
                        .contextWrite(TenantContext.with(tenant)))
                .retryWhen(WHILE_BUSY)
                .onErrorResume(failure -> skipped(login, failure));
    }

    private static Mono<Owner> skipped(Login login, Throwable failure) {
        LOG.warn(
                "A password reset left organization {} out: {}",
                login.organizationId(),
                failure.getClass().getSimpleName());
        return Mono.empty();
    }

    private Mono<User> activeUser(UserId id) {
        return writes.confirmAbsence(users.find(id)).filter(User::isActive);
    }

    private Mono<ResetToken> issued(Owner owner) {
        Secret token = token();
        return store.insert(PasswordReset.of(token, owner.id(), owner.organizationId(), true, clock.instant()))
                .thenReturn(new ResetToken(token, owner.organizationName()));
    }

    /**
     * A token for a colleague of somebody who may {@code update:users} and all that the colleague may: nobody takes over who
     * may do more. It is recorded that they have it. Empty when this is not so.
     */
    public Mono<ResetToken> forColleague(Actor actor, EmailAddress email) {
        return callers.standing(actor)
                .map(Standing::permissions)
                .filter(held -> held.allow(MAY_CHANGE_PEOPLE))
                .flatMap(held -> logins.find(email, actor.organizationId())
                        .flatMap(pending::settled)
                        .flatMap(login -> activeUser(login.id()))
                        .filterWhen(colleague -> isIncluded(colleague, held))
                        .flatMap(colleague -> given(actor.organizationId(), colleague)));
    }

    private Mono<Boolean> isIncluded(User colleague, Permissions held) {
        return TenantContext.current()
                .flatMap(tenant -> roles.permissions(tenant, colleague.role()))
                .map(held::include);
    }

    private Mono<ResetToken> given(OrganizationId organization, User colleague) {
        Secret token = token();
        PasswordReset reset = PasswordReset.of(token, colleague.id(), organization, false, clock.instant());
        return TenantContext.current()
                .flatMap(tenant -> writes.confirm(audit.entry(IdentityEvents.resetLinkGiven(colleague.id()))
                        .map(entry -> entry.map(id -> new ResetToken(token, tenant.name()))
                                .afterwards(Mono.defer(() -> store.insert(reset))))));
    }

    /**
     * Sets a password, ends all sessions of the person, and what else was made to reset it with. A second factor stays.
     *
     * @return 400 for a password outside 8 to 256 characters, 503 {@code overloaded}, both of which leave the token good;
     *     401 {@code invalid_credentials} for a token that is none, was used or has expired, for a person who was deactivated,
     *     and for an organization that is not open
     */
    public Mono<Void> confirm(Secret token, Secret newPassword) {
        return newPasswords.set(token, Passwords.require("new_password", newPassword));
    }

    private Secret token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whose password may be reset. */
    private record Owner(
            UserId id,
            @Nullable OrganizationId organizationId,
            @Nullable String organizationName) {}
}
