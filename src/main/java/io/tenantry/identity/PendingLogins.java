package io.tenantry.identity;

import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finishes what a crash left between a login and its user: a stale pending login whose user exists becomes active, one
 * whose user does not is removed.
 */
@Component
class PendingLogins {

    private static final Logger LOG = LoggerFactory.getLogger(PendingLogins.class);

    private final LoginStore logins;
    private final UserStore users;
    private final TenantDirectory directory;
    private final TenantReads reads;
    private final PeopleChanges people;
    private final Clock clock;

    PendingLogins(
            LoginStore logins,
            UserStore users,
            TenantDirectory directory,
            TenantReads reads,
            PeopleChanges people,
            Clock clock) {
        this.logins = logins;
        this.users = users;
        this.directory = directory;
        this.reads = reads;
        this.people = people;
        this.clock = clock;
    }

    /** The login when it may be used, empty when it may not (yet). */
    Mono<Login> settled(Login login) {
        if (login.isActive()) {
            return Mono.just(login);
        }
        return login.isStale(clock.instant()) ? settle(login) : Mono.empty();
    }

    /**
     * Settles a stale login, for whom nobody waits. Where the organization is being made, moved or removed, or where that
     * fails, it stays for another time.
     */
    Mono<Void> settledIfOpen(Login login) {
        return directory
                .readCurrent(login.organizationId())
                .filter(Tenant::isOpen)
                .flatMap(open -> settled(login))
                .doOnError(failure -> LOG.warn("Login {} stays pending", login.id(), failure))
                .onErrorComplete()
                .then();
    }

    private Mono<Login> settle(Login login) {
        return hasUser(login)
                .flatMap(exists -> exists
                        ? logins.activatePending(login, clock.instant())
                                .flatMap(done -> done ? Mono.just(login) : now(login))
                        : told(login)
                                .then(Mono.defer(() -> logins.removePending(login)))
                                .then(Mono.empty()));
    }

    /** Whoever removed its user, if there was one, may have died before they could tell. */
    private Mono<Void> told(Login login) {
        return people.tell(login.organizationId(), PeopleTopic.caller(login.id()));
    }

    /** Whoever made it has come to an end meanwhile, or somebody removes its user. */
    private Mono<Login> now(Login login) {
        return logins.find(login.id()).filter(Login::isActive);
    }

    private Mono<Boolean> hasUser(Login login) {
        return directory
                .readCurrent(login.organizationId())
                .flatMap(
                        tenant -> reads.confirmAbsence(users.find(login.id())).contextWrite(TenantContext.with(tenant)))
                .hasElement();
    }
}
