package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import io.tenantry.kernel.UserId;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The people of an organization, run by those who may. */
@Service
class UserService {

    private final UserStore users;
    private final LoginStore logins;
    private final NewPeople newPeople;
    private final AdminRoster admins;
    private final Roles roles;
    private final SessionStore sessions;
    private final PasswordResetStore resets;
    private final Departures departures;
    private final AuditLog audit;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final PeopleChanges people;
    private final Clock clock;

    UserService(
            UserStore users,
            LoginStore logins,
            NewPeople newPeople,
            AdminRoster admins,
            Roles roles,
            SessionStore sessions,
            PasswordResetStore resets,
            Departures departures,
            AuditLog audit,
            TenantReads reads,
            TenantWrites writes,
            PeopleChanges people,
            Clock clock) {
        this.users = users;
        this.logins = logins;
        this.newPeople = newPeople;
        this.admins = admins;
        this.roles = roles;
        this.sessions = sessions;
        this.resets = resets;
        this.departures = departures;
        this.audit = audit;
        this.reads = reads;
        this.writes = writes;
        this.people = people;
        this.clock = clock;
    }

    /** 404 for a user of another organization as for none. */
    Mono<User> get(UserId id) {
        return find(id).switchIfEmpty(Mono.error(() -> ProblemException.notFound("user")));
    }

    private Mono<User> find(UserId id) {
        return reads.confirmAbsence(users.find(id));
    }

    /** In the order of their ids, which is that of their making. */
    Mono<Page<User>> list(PageRequest page) {
        return reads.confirmList(users.list(page.afterId(), page.fetch()))
                .map(found -> Page.of(found, page, user -> user.id().toString()));
    }

    /**
     * Makes a colleague. 400 for a role that is none, 403 for one that may do more than the caller, 409 {@code email_taken}
     * when the organization has a user with that address.
     */
    Mono<User> create(Admitted caller, NewUser wanted) {
        return roles.giving(
                wanted.role(),
                caller.permissions(),
                NewId.current().flatMap(id -> newPeople.make(caller.actor().organizationId(), wanted, id)));
    }

    /**
     * Changes a user. 403 for a role or status of somebody who may do more than the caller, or a role that may; 409
     * {@code last_admin} for what would leave the organization without an admin, 409 {@code version_conflict} when others keep
     * changing the same user, 412 when it has another version than expected. A deactivation ends all sessions of the person and
     * what their password may be reset with, for good.
     */
    Mono<User> change(Admitted caller, UserId id, ExpectedVersion expected, UserChange change) {
        return change(
                caller.actor().organizationId(),
                id,
                expected,
                change,
                (before, changed) -> permitted(caller, before, change, changed));
    }

    /** Changes one's own profile. */
    Mono<User> change(Actor actor, ExpectedVersion expected, ProfileChange change) {
        return change(
                actor.organizationId(), actor.userId(), expected, change.toUserChange(), (before, changed) -> changed);
    }

    private Mono<User> change(
            OrganizationId organization,
            UserId id,
            ExpectedVersion expected,
            UserChange change,
            BiFunction<User, Mono<User>, Mono<User>> permitted) {
        return people.noticed(
                        organization,
                        PeopleTopic.caller(id),
                        Mono.defer(() -> get(id))
                                .doOnNext(before -> expected.require(before.version()))
                                .flatMap(before -> permitted.apply(
                                        before,
                                        Mono.defer(() -> changed(
                                                organization, before, before.changed(change, clock.instant())))))
                                .retryWhen(VersionConflicts.decidedAgain()))
                .flatMap(user ->
                        user.isActive() ? Mono.just(user) : shutOut(user.id()).thenReturn(user));
    }

    private Mono<User> permitted(Admitted caller, User before, UserChange change, Mono<User> changed) {
        String role = change.role();
        if (role == null && change.status() == null) {
            return changed;
        }
        return roles.requireNoLess(before.role(), caller.permissions())
                .then(role == null ? changed : roles.giving(role, caller.permissions(), changed));
    }

    private Mono<User> changed(OrganizationId organization, User before, User after) {
        return struckOut(organization, before, after)
                .then(Mono.defer(() -> before.isActive() ? Mono.empty() : shutOut(before.id())))
                .then(Mono.defer(() -> writes.confirm(audit.recordedIf(
                        users.replace(after), Boolean::booleanValue, done -> IdentityEvents.updated(before, after)))))
                .onErrorResume(
                        failure -> restored(organization, before.id(), failure).then(Mono.error(failure)))
                .flatMap(replaced -> replaced
                        ? admins.keptInStep(organization, before, after).thenReturn(after)
                        : conflict(organization, before, still -> Mono.empty()));
    }

    private Mono<Void> struckOut(OrganizationId organization, User before, User after) {
        return before.isActiveAdmin() && !after.isActiveAdmin() ? admins.strikeOut(organization, before) : Mono.empty();
    }

    /**
     * Ends what somebody could come back with. Repeated before they are active again: a deactivation that broke off, or a login
     * that it overtook, may have left something.
     */
    private Mono<Void> shutOut(UserId id) {
        return resets.remove(id).then(Mono.defer(() -> sessions.endAll(id)));
    }

    /** @param undo what was done for the change and must not be, while there is such a user */
    private Mono<User> conflict(OrganizationId organization, User before, Function<User, Mono<Void>> undo) {
        return Mono.defer(() -> find(before.id()))
                .delayUntil(undo)
                .flatMap(now -> admins.entered(organization, now))
                .then(Mono.error(() -> VersionConflicts.of("The user is")));
    }

    /**
     * Removes a user, their credentials and what was open for their address. 403 for somebody who may do more, or might by what
     * is open; 409 {@code last_admin} for the last one, 412 as for a change.
     */
    Mono<Void> delete(Admitted caller, UserId id, ExpectedVersion expected) {
        return Uninterrupted.of(people.noticed(
                        caller.actor().organizationId(),
                        PeopleTopic.caller(id),
                        Mono.defer(() -> get(id))
                                .onErrorResume(
                                        failure -> ProblemException.is(failure, ErrorCode.NOT_FOUND),
                                        absent -> toldIfPending(caller, id).then(Mono.error(absent)))
                                .doOnNext(user -> expected.require(user.version()))
                                .delayUntil(user -> roles.requireNoLess(user.role(), caller.permissions()))
                                .flatMap(user -> removed(caller, user))
                                .retryWhen(VersionConflicts.decidedAgain()))
                .flatMap(user -> forgotten(user.id())));
    }

    /** An earlier attempt may have removed them and died before it could tell: then their login is still there. */
    private Mono<Void> toldIfPending(Admitted caller, UserId id) {
        OrganizationId organization = caller.actor().organizationId();
        return logins.find(id)
                .filter(left -> left.organizationId().equals(organization))
                .flatMap(left -> people.tell(organization, PeopleTopic.caller(id)));
    }

    /**
     * When everybody was told, since a pending login without its user says that they may not have been: {@link PendingLogins}.
     * Sessions and resets of nobody are of no use, and expire.
     */
    private Mono<Void> forgotten(UserId id) {
        return logins.remove(id).then(Mono.defer(() -> shutOut(id)));
    }

    private Mono<User> removed(Admitted caller, User user) {
        OrganizationId organization = caller.actor().organizationId();
        Instant since = clock.instant();
        return (user.isActiveAdmin() ? admins.strikeOut(organization, user) : Mono.<Void>empty())
                .then(Mono.defer(() -> logins.suspend(user.id(), since)))
                .then(Mono.defer(() -> writes.confirm(audit.recordedIf(
                        gone(caller, user), Boolean::booleanValue, done -> IdentityEvents.deleted(user)))))
                .onErrorResume(failure -> restored(organization, user.id(), failure)
                        .flatMap(still -> logins.reactivate(still.id(), since, clock.instant()))
                        .then(Mono.error(failure)))
                .flatMap(done -> done
                        ? admins.left(organization, user).thenReturn(user)
                        : conflict(organization, user, still -> logins.reactivate(still.id(), since, clock.instant())));
    }

    private Mono<TenantChange<Boolean>> gone(Admitted caller, User user) {
        return departures.ending(user.email(), caller).flatMap(ended -> ended.then(any -> users.remove(user)));
    }

    /** The user as they still are, after a change that was not made: in the list of admins again if they are one. */
    private Mono<User> restored(OrganizationId organization, UserId id, Throwable failure) {
        return ProblemException.is(failure, ErrorCode.WRITE_UNCONFIRMED)
                ? Mono.empty()
                : Mono.defer(() -> find(id))
                        .flatMap(still -> admins.entered(organization, still))
                        .onErrorComplete();
    }
}
