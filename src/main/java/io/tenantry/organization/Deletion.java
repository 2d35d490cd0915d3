package io.tenantry.organization;

import static io.tenantry.organization.Step.last;
import static io.tenantry.organization.Step.work;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.FoundingAdmins;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes an organization in which nobody gets in any more: first its data goes, then its people's credentials, and at last
 * its name and its founder's address are free for others. Its namespace never is. There is only forward.
 */
@Component
class Deletion {

    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final FoundingAdmins admins;
    private final AuditLog audit;
    private final Archive archive;

    Deletion(ClaimStore claims, Namespaces namespaces, FoundingAdmins admins, AuditLog audit, Archive archive) {
        this.claims = claims;
        this.namespaces = namespaces;
        this.admins = admins;
        this.audit = audit;
        this.archive = archive;
    }

    Plan plan() {
        return new Plan(
                OperationType.DELETE, List.of(steps()), same -> same, (deleting, failure, failures) -> deleting);
    }

    List<Step> steps() {
        return List.of(
                work(StepName.DROP, deleting -> namespaces.destroy(deleting.id(), deleting.placement())),
                work(StepName.REMOVE_LOGINS, this::removePeople),
                work(StepName.RELEASE_CLAIMS, deleting -> claims.releaseAll(deleting.id())),
                last(StepName.BURY, archive::keep, Step.Ending.BURIED));
    }

    private Mono<Void> removePeople(Organization deleting) {
        return admins.removeAll(deleting.id()).then(Mono.defer(() -> audit.forget(deleting.id())));
    }
}
