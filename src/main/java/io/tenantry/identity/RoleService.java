package io.tenantry.identity;

import io.tenantry.audit.AuditLog;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.PeopleChanges;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.util.Comparator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The roles of an organization, run by those who may. */
@Service
class RoleService {

    private final RoleStore store;
    private final Roles roles;
    private final UserStore users;
    private final ApiKeyStore keys;
    private final PeopleChanges people;
    private final AuditLog audit;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final Clock clock;

    RoleService(
            RoleStore store,
            Roles roles,
            UserStore users,
            ApiKeyStore keys,
            PeopleChanges people,
            AuditLog audit,
            TenantReads reads,
            TenantWrites writes,
            Clock clock) {
        this.store = store;
        this.roles = roles;
        this.users = users;
        this.keys = keys;
        this.people = people;
        this.audit = audit;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /** Built-in ones and the organization's own, in the order of their names. */
    Mono<Page<Role>> list(PageRequest page) {
        String after = page.position() == null ? "" : page.position();
        Flux<Role> builtIn = Flux.fromIterable(BuiltInRoles.ALL)
                .filter(role -> role.name().compareTo(after) > 0)
                .sort(Comparator.comparing(Role::name));
        Flux<Role> own = reads.confirmList(store.list(after, page.fetch())).flatMapMany(Flux::fromIterable);
        return Flux.mergeComparing(Comparator.comparing(Role::name), builtIn, own)
                .take(page.fetch())
                .collectList()
                .map(found -> Page.of(found, page, Role::name));
    }

    /** 404 for a role of another organization as for none. */
    Mono<Role> get(String name) {
        return roles.find(name).switchIfEmpty(Mono.error(() -> ProblemException.notFound("role")));
    }

    /**
     * Makes a role, or gives it another description and other permissions: everybody who has it holds those within a second.
     *
     * @return 400 for a name or permission that is none; 403 for permissions that the caller does not hold; 409
     *     {@code role_built_in}; 412 when it has another version than expected, or none; 409 {@code version_conflict} when
     *     others keep changing it
     */
    Mono<Role> put(Admitted caller, String name, ExpectedVersion expected, RoleChange wanted) {
        Permissions permissions = wanted.toPermissions();
        Roles.requireHeld(permissions, caller.permissions());
        return people.noticed(
                caller.actor().organizationId(),
                PeopleTopic.role(name),
                Mono.defer(() -> roles.find(name))
                        .doOnNext(role -> requireOwn(role, caller))
                        .doOnNext(role -> expected.require(role.version()))
                        .flatMap(role ->
                                changed(role, role.changed(wanted.cleanDescription(), permissions, clock.instant())))
                        .switchIfEmpty(Mono.defer(() -> create(name, expected, wanted, permissions)))
                        .retryWhen(VersionConflicts.decidedAgain()));
    }

    private Mono<Role> changed(Role before, Role after) {
        return writes.confirm(audit.recordedIf(
                        store.replace(after), Boolean::booleanValue, done -> IdentityEvents.updated(before, after)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> VersionConflicts.of("The role is")))
                .thenReturn(after);
    }

    private Mono<Role> create(String name, ExpectedVersion expected, RoleChange wanted, Permissions permissions) {
        Role role = created(name, wanted, permissions);
        expected.requireNone();
        return requireUnused(name).then(Mono.defer(() -> made(role)));
    }

    /** Whoever still has a role of that name, from before it was removed, must not come by another one's permissions. */
    private Mono<Role> made(Role role) {
        return writes.confirm(audit.recordedIf(
                        store.insert(role), Boolean::booleanValue, done -> IdentityEvents.created(role)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> VersionConflicts.of("The role is")))
                .thenReturn(role);
    }

    private Role created(String name, RoleChange wanted, Permissions permissions) {
        try {
            return Role.create(name, wanted.cleanDescription(), permissions, clock.instant());
        } catch (InvalidValueException malformed) {
            throw ProblemException.invalid("name", malformed.problem());
        }
    }

    /**
     * Removes a role that nobody has. 404 for none, 409 {@code role_built_in}, 409 {@code role_in_use} while a person or a key
     * that can still be used has it, 412 and 409 {@code version_conflict} as for a change.
     */
    Mono<Void> delete(Admitted caller, String name, ExpectedVersion expected) {
        return people.noticed(
                        caller.actor().organizationId(),
                        PeopleTopic.role(name),
                        Mono.defer(() -> get(name))
                                .doOnNext(role -> requireOwn(role, caller))
                                .doOnNext(role -> expected.require(role.version()))
                                .flatMap(role -> requireFree(role).then(Mono.defer(() -> removed(role))))
                                .retryWhen(VersionConflicts.decidedAgain()))
                .then();
    }

    /** Whoever is being given it, and is not seen yet, holds it. */
    private Mono<Void> requireFree(Role role) {
        return role.isHeld(clock.instant()) ? Mono.error(inUse()) : requireUnused(role.name());
    }

    private Mono<Void> requireUnused(String name) {
        return Flux.concat(users.anyWithRole(name), keys.anyUsableWithRole(name, clock.instant()))
                .any(Boolean::booleanValue)
                .filter(used -> !used)
                .switchIfEmpty(Mono.error(RoleService::inUse))
                .then();
    }

    private Mono<Boolean> removed(Role role) {
        return writes.confirm(audit.recordedIf(
                        store.remove(role), Boolean::booleanValue, done -> IdentityEvents.deleted(role)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> VersionConflicts.of("The role is")));
    }

    /** Nobody takes away what they do not hold either. */
    private static void requireOwn(Role role, Admitted caller) {
        if (role.isBuiltIn()) {
            throw new ProblemException(
                    ErrorCode.ROLE_BUILT_IN, "Every organization has this role as it is: make one of another name.");
        }
        Roles.requireHeld(role.permissions(), caller.permissions());
    }

    private static ProblemException inUse() {
        return new ProblemException(
                ErrorCode.ROLE_IN_USE,
                "People or API keys have this role, or are being given it: give them another one first.");
    }
}
