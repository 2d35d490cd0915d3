package io.tenantry.organization;

import io.tenantry.audit.PlatformAudit;
import io.tenantry.identity.Authority;
import io.tenantry.identity.Credentials;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.Tenant;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What people do with organizations by themselves. */
@Service
class OrganizationService {

    private static final String UPDATE = "update:organization";

    private final OrganizationDirectory directory;
    private final OrganizationStore organizations;
    private final Lifecycle lifecycle;
    private final Authority authority;
    private final PlatformAudit audit;
    private final SelfService selfService;

    OrganizationService(
            OrganizationDirectory directory,
            OrganizationStore organizations,
            Lifecycle lifecycle,
            Authority authority,
            PlatformAudit audit,
            SelfService selfService) {
        this.directory = directory;
        this.organizations = organizations;
        this.lifecycle = lifecycle;
        this.authority = authority;
        this.audit = audit;
        this.selfService = selfService;
    }

    Mono<Organization> create(OrganizationName name, Founder founder) {
        return selfService.founded(lifecycle.provision(name, founder));
    }

    Mono<Organization> get(NameKey key) {
        return directory.findByKey(key).switchIfEmpty(Mono.error(OrganizationProblems::notFound));
    }

    /** Renames the organization of a caller who holds the permission {@code update:organization}. */
    Mono<Progress> rename(Actor caller, OrganizationName name, ExpectedVersion expected) {
        return authority
                .require(caller, UPDATE)
                .then(Mono.defer(() -> rename(caller.organizationId(), name, expected)));
    }

    /** Renames the organization of an admin who is known by their credentials. */
    Mono<Progress> rename(Credentials credentials, OrganizationName name, ExpectedVersion expected) {
        return authority
                .adminOf(credentials, UPDATE)
                .flatMap(admin -> rename(admin.organizationId(), name, expected)
                        .contextWrite(admin.origin().inContext()));
    }

    /** To what it is called already is recorded too: it may be a repetition of one whose entry could not be written. */
    private Mono<Progress> rename(OrganizationId id, OrganizationName name, ExpectedVersion expected) {
        return current(id, expected)
                .flatMap(organization -> audit.recorded(
                        lifecycle.rename(organization, name), begun -> OrganizationEvents.renamed(organization, name)))
                .retryWhen(VersionConflicts.decidedAgain());
    }

    /** Deletes the organization that has that name now, which must be the admin's own. */
    Mono<Progress> delete(Actor admin, OrganizationName name, ExpectedVersion expected) {
        return get(name.key())
                .filter(organization -> organization.id().equals(admin.organizationId()))
                .switchIfEmpty(Mono.error(OrganizationService::notTheirs))
                .flatMap(organization -> current(organization.id(), expected))
                .filter(organization -> organization.isNamed(name.key()))
                .switchIfEmpty(Mono.error(OrganizationProblems::notFound))
                .flatMap(organization -> audit.recorded(
                        lifecycle.delete(organization), begun -> OrganizationEvents.deleted(organization)))
                .retryWhen(VersionConflicts.decidedAgain());
    }

    private static ProblemException notTheirs() {
        return new ProblemException(ErrorCode.FORBIDDEN, "Only an admin of that organization may delete it.");
    }

    /** The organization as the database has it now, of an expected version and open for an operation. */
    private Mono<Organization> current(OrganizationId id, ExpectedVersion expected) {
        return organizations
                .readCurrent(id)
                .filter(Organization::isVisible)
                .switchIfEmpty(Mono.error(OrganizationProblems::notFound))
                .doOnNext(OrganizationService::refuseSuspended)
                .doOnNext(organization -> expected.require(organization.version()))
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
