package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the accounts that somebody who signs in with an e-mail address may mean. */
@Component
class SignInCandidates {

    private final LoginStore logins;
    private final SuperuserStore superusers;
    private final PendingLogins pending;
    private final UserStore users;
    private final TenantDirectory directory;
    private final TenantReads reads;

    SignInCandidates(
            LoginStore logins,
            SuperuserStore superusers,
            PendingLogins pending,
            UserStore users,
            TenantDirectory directory,
            TenantReads reads) {
        this.logins = logins;
        this.superusers = superusers;
        this.pending = pending;
        this.users = users;
        this.directory = directory;
        this.reads = reads;
    }

    /**
     * The logins of an address, in the order of {@link LoginStore#findByEmail}.
     *
     * @param organizationName in which organization; null for any
     * @param allowed which people may sign in this way
     */
    Flux<SignInCandidate> people(EmailAddress email, @Nullable String organizationName, Predicate<User> allowed) {
        Flux<Login> found = organizationName == null
                ? logins.findByEmail(email)
                : directory.findByName(organizationName).flatMapMany(tenant -> logins.find(email, tenant.id()));
        return found.concatMap(pending::settled).map(login -> candidate(login, allowed));
    }

    /** The superuser of an address. */
    Flux<SignInCandidate> superuser(EmailAddress email) {
        return superusers.findByEmail(email).map(SignInCandidates::candidate).flux();
    }

    private SignInCandidate candidate(Login login, Predicate<User> allowed) {
        return new SignInCandidate(login, person(login, allowed));
    }

    private static SignInCandidate candidate(SuperuserAccount account) {
        return new SignInCandidate(account, Mono.just(new SignedIn.Operator(account)));
    }

    private Mono<SignedIn> person(Login login, Predicate<User> allowed) {
        return directory
                .find(login.organizationId())
                .filter(Tenant::isThere)
                .flatMap(tenant -> reads.confirmAbsence(member(login)).contextWrite(TenantContext.with(tenant)))
                .filter(found -> found.tenant().isThere() && found.user().isActive() && allowed.test(found.user()))
                .cast(SignedIn.class);
    }

    /** With the organization as it is where they are found: it may have moved since it was looked up. */
    private Mono<SignedIn.Member> member(Login login) {
        return users.find(login.id())
                .zipWith(
                        TenantContext.current(),
                        (user, tenant) -> new SignedIn.Member(user, tenant, login.changeCount()));
    }
}
