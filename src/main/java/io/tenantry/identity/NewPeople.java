package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes people of an organization. A login is inserted, which cannot be used yet, then the user, and when that is confirmed
 * the login becomes active: what dies in between is settled by {@link PendingLogins}.
 */
@Component
class NewPeople {

    private final UserStore users;
    private final LoginStore logins;
    private final PendingLogins pending;
    private final AdminRoster admins;
    private final PasswordHashing hashing;
    private final AuditLog audit;
    private final TenantWrites writes;
    private final Clock clock;

    NewPeople(
            UserStore users,
            LoginStore logins,
            PendingLogins pending,
            AdminRoster admins,
            PasswordHashing hashing,
            AuditLog audit,
            TenantWrites writes,
            Clock clock) {
        this.users = users;
        this.logins = logins;
        this.pending = pending;
        this.admins = admins;
        this.hashing = hashing;
        this.audit = audit;
        this.writes = writes;
        this.clock = clock;
    }

    /** Makes a person; 409 {@code email_taken} when the organization has a user with that address. */
    Mono<User> make(OrganizationId organization, NewUser wanted, NewId id) {
        return make(organization, wanted, id, Mono.just(TenantChange.of(true)));
    }

    /**
     * Makes a person together with another change of the organization.
     *
     * @param alongside made after the user, and confirmed and refused together with them
     */
    Mono<User> make(OrganizationId organization, NewUser wanted, NewId id, Mono<? extends TenantChange<?>> alongside) {
        User user =
                User.create(new UserId(id.value()), wanted.email(), wanted.fullName(), wanted.role(), clock.instant());
        return refuseTaken(organization, user)
                .then(Mono.defer(() -> hashing.hash(wanted.email(), wanted.password())))
                .flatMap(hash ->
                        logins.insert(Login.pending(user.id(), user.email(), organization, hash, clock.instant()), id))
                .flatMap(login -> writes.confirm(audit.recorded(inserted(user, alongside), IdentityEvents::created))
                        .onErrorResume(ProblemException.class, refusal -> withoutLogin(login, id, refusal)))
                .flatMap(made -> logins.activate(made.id(), clock.instant()).thenReturn(made))
                .flatMap(made -> admins.entered(organization, made));
    }

    private Mono<Void> refuseTaken(OrganizationId organization, User wanted) {
        return logins.find(wanted.email(), organization)
                .filter(login -> !login.id().equals(wanted.id()))
                .filterWhen(login ->
                        login.isStale(clock.instant()) ? pending.settled(login).hasElement() : Mono.just(true))
                .flatMap(taken -> Mono.error(LoginStore.taken()));
    }

    /** In the log it stands only when both were done: a user whom the other change refuses is taken back. */
    private Mono<TenantChange<User>> inserted(User user, Mono<? extends TenantChange<?>> alongside) {
        return users.insert(user)
                .flatMap(change -> change.then(made -> TenantWrites.second(alongside)
                        .<TenantChange<User>>map(done -> done.map(other -> made))
                        .onErrorResume(
                                NewPeople::isRefusal,
                                refusal -> users.remove(made).then(Mono.error(refusal)))));
    }

    /** Not when it is open whether the other change was made: then the user stays, and the login is finished later. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException && !ProblemException.is(failure, ErrorCode.WRITE_UNCONFIRMED);
    }

    /**
     * Where no user was made the login goes too; where that is not known, of any attempt, it is finished later. Another attempt
     * at the same request, which took this one for dead, keeps what it began anew.
     */
    private Mono<User> withoutLogin(Login login, NewId id, ProblemException refusal) {
        return id.repeated() || !isRefusal(refusal)
                ? Mono.error(refusal)
                : logins.removePending(login).then(Mono.error(refusal));
    }
}
