package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Finds the accounts of which the password may be reset: of superusers, and of active people of open organizations. */
@Component
class ResettableAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(ResettableAccounts.class);

    /** How many organizations of one address are told of, the oldest logins: anybody can add an address to one of their own. */
    private static final int MOST_ORGANIZATIONS = 20;

    /** An organization that is being moved is waited for: nobody waits for the mail before a screen. */
    private static final Retry WHILE_BUSY = Retry.fixedDelay(5, Duration.ofSeconds(2))
            .filter(failure -> ProblemException.is(failure, ErrorCode.ORGANIZATION_BUSY))
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final PendingLogins pending;
    private final UserStore users;
    private final ResetGivers givers;
    private final TenantDirectory directory;
    private final TenantReads reads;
    private final TenantWrites writes;

    ResettableAccounts(
            LoginStore logins,
            SuperuserStore superusers,
            PendingLogins pending,
            UserStore users,
            ResetGivers givers,
            TenantDirectory directory,
            TenantReads reads,
            TenantWrites writes) {
        this.logins = logins;
        this.superusers = superusers;
        this.pending = pending;
        this.users = users;
        this.givers = givers;
        this.directory = directory;
        this.reads = reads;
        this.writes = writes;
    }

    /** All of an address, confirmed: they may be told to it. An organization that cannot be asked is left out. */
    Flux<ResettableAccount> find(EmailAddress email) {
        return superusers
                .findByEmail(email)
                .map(account -> new ResettableAccount(account, null))
                .concatWith(logins.findByEmail(email)
                        .take(MOST_ORGANIZATIONS)
                        .concatMap(login -> confirmed(login).onErrorResume(failure -> skipped(login, failure))));
    }

    private Mono<ResettableAccount> confirmed(Login login) {
        return open(login.organizationId())
                .flatMap(tenant -> writes.confirm(active(login, tenant).map(TenantChange::of))
                        .contextWrite(TenantContext.with(tenant)))
                .retryWhen(WHILE_BUSY);
    }

    private static Mono<ResettableAccount> skipped(Login login, Throwable failure) {
        LOG.warn(
                "A password reset left organization {} out: {}",
                login.organizationId(),
                failure.getClass().getSimpleName());
        return Mono.empty();
    }

    /** The one that a token was made for, while whoever has it may. */
    Mono<ResettableAccount> find(PasswordReset reset) {
        OrganizationId organization = reset.organizationId();
        return organization == null
                ? superusers.find(reset.userId()).map(account -> new ResettableAccount(account, null))
                : open(organization)
                        .flatMap(tenant -> logins.find(reset.userId())
                                .flatMap(login -> active(login, tenant))
                                .filterWhen(account -> givers.mayStillHave(reset))
                                .contextWrite(TenantContext.with(tenant)));
    }

    /** A person's of the organization that the pipeline runs for. */
    Mono<ResettableAccount> findHere(EmailAddress email) {
        return TenantContext.current()
                .flatMap(tenant -> logins.find(email, tenant.id()).flatMap(login -> active(login, tenant)));
    }

    private Mono<Tenant> open(OrganizationId organization) {
        return directory.find(organization).filter(Tenant::isReadable);
    }

    private Mono<ResettableAccount> active(Login login, Tenant tenant) {
        return pending.settled(login)
                .flatMap(settled -> activeUser(settled.id()).map(user -> new ResettableAccount(settled, tenant)));
    }

    private Mono<User> activeUser(UserId id) {
        return reads.confirmAbsence(users.find(id)).filter(User::isActive);
    }
}
