package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.tenancy.Placement;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes an organization: first nobody gets in any more, then its data goes, then its people's credentials, and at last
 * its name and its founder's address are free for others. Its namespace never is.
 */
@Component
class Deletion {

    private final OrganizationStore organizations;
    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final FoundingAdmins admins;
    private final OrganizationDirectory directory;

    Deletion(
            OrganizationStore organizations,
            ClaimStore claims,
            Namespaces namespaces,
            FoundingAdmins admins,
            OrganizationDirectory directory) {
        this.organizations = organizations;
        this.claims = claims;
        this.namespaces = namespaces;
        this.admins = admins;
        this.directory = directory;
    }

    /** 409 {@code operation_in_progress} while it is being renamed or deleted. */
    Mono<Void> delete(Organization organization) {
        return closed(organization)
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                .flatMap(this::removed);
    }

    /** From here nobody gets in; empty when another change came first. */
    Mono<Organization> closed(Organization organization) {
        return organizations
                .enter(organization, OrganizationStatus.DELETING, organization.claims())
                .map(directory::remember);
    }

    /** Takes a closed organization away: each step can be repeated, and is while the database is away for a moment. */
    Mono<Void> removed(Organization deleting) {
        Placement placement = deleting.placement();
        return Mono.defer(() -> namespaces.destroy(deleting.id(), placement))
                .then(Mono.defer(() -> admins.removeAll(deleting.id())))
                .then(Mono.defer(() -> claims.releaseAll(deleting.id())))
                .then(Mono.defer(() -> organizations.bury(deleting)))
                .retryWhen(Undo.WHILE_AWAY)
                .doOnSuccess(gone -> directory.forget(deleting.id()));
    }
}
