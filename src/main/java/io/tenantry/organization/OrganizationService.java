package io.tenantry.organization;

import io.tenantry.identity.Authority;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.tenancy.Tenant;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What people do with organizations by themselves. */
@Service
class OrganizationService {

    private final OrganizationDirectory directory;
    private final OrganizationStore organizations;
    private final Lifecycle lifecycle;
    private final Authority authority;
    private final OrganizationSettings settings;

    OrganizationService(
            OrganizationDirectory directory,
            OrganizationStore organizations,
            Lifecycle lifecycle,
            Authority authority,
            OrganizationSettings settings) {
        this.directory = directory;
        this.organizations = organizations;
        this.lifecycle = lifecycle;
        this.authority = authority;
        this.settings = settings;
    }

    Mono<Organization> create(OrganizationName name, EmailAddress email, Secret password) {
        return settings.selfService() ? lifecycle.provision(name, email, password) : Mono.error(selfServiceDisabled());
    }

    private static ProblemException selfServiceDisabled() {
        return new ProblemException(
                ErrorCode.SELF_SERVICE_DISABLED, "Organizations are made by the operator of this service.");
    }

    Mono<Organization> get(NameKey key) {
        return directory.findByKey(key).switchIfEmpty(Mono.error(OrganizationProblems::notFound));
    }

    /** 401 for a person who is no member any more, whatever their token says. */
    Mono<Void> requireMember(Actor actor) {
        return authority.requireMember(actor);
    }

    /** Renames the organization of an admin who is known by their token. */
    Mono<Progress> rename(Actor admin, OrganizationName name) {
        return authority.requireAdmin(admin).then(Mono.defer(() -> rename(admin.organizationId(), name)));
    }

    /** Renames the organization of an admin who is known by their credentials. */
    Mono<Progress> rename(EmailAddress email, Secret password, OrganizationName name) {
        return authority.adminOf(email, password).flatMap(organization -> rename(organization, name));
    }

    private Mono<Progress> rename(OrganizationId id, OrganizationName name) {
        return current(id).flatMap(organization -> lifecycle.rename(organization, name));
    }

    /** Deletes the organization of that name, which must be the admin's own. */
    Mono<Progress> delete(Actor admin, OrganizationName name) {
        return authority
                .requireAdmin(admin)
                .then(Mono.defer(() -> get(name.key())))
                .filter(organization -> organization.id().equals(admin.organizationId()))
                .switchIfEmpty(Mono.error(OrganizationService::notTheirs))
                .flatMap(organization -> current(organization.id()))
                .flatMap(lifecycle::delete);
    }

    private static ProblemException notTheirs() {
        return new ProblemException(ErrorCode.FORBIDDEN, "Only an admin of that organization may delete it.");
    }

    /** The organization as the database has it now, open for an operation. */
    private Mono<Organization> current(OrganizationId id) {
        return organizations
                .readCurrent(id)
                .filter(Organization::isVisible)
                .switchIfEmpty(Mono.error(OrganizationProblems::notFound))
                .doOnNext(OrganizationService::refuseSuspended)
                .filter(Organization::isFree)
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress));
    }

    /** In the second before the directory knows. */
    private static void refuseSuspended(Organization organization) {
        if (organization.status() == OrganizationStatus.SUSPENDED) {
            throw Tenant.suspended();
        }
    }
}
