package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import java.time.Duration;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds operations, whichever instance runs them, and waits for their end. */
@Component
class OperationWatch {

    private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(250);

    private final OperationStore operations;
    private final OrganizationStore organizations;

    OperationWatch(OperationStore operations, OrganizationStore organizations) {
        this.operations = operations;
        this.organizations = organizations;
    }

    /** An operation as it is now; empty for an unknown one. It has ended when its organization does not have it any more. */
    Mono<OperationView> find(ObjectId id) {
        return open(id).switchIfEmpty(Mono.defer(() -> ended(id)));
    }

    private Mono<OperationView> ended(ObjectId id) {
        return operations.findEnded(id).map(OperationView::of);
    }

    private Mono<OperationView> open(ObjectId id) {
        return operations
                .findOpen(id)
                .flatMap(open -> organizations.find(open.organizationId()))
                .filter(organization -> organization.isRunning(id))
                .map(OperationView::of);
    }

    /**
     * How an operation ends, here or, when this instance lost it, elsewhere.
     *
     * @return empty when its organization is gone; the reason when it was undone
     */
    Mono<Organization> outcome(OperationRunner.Running running) {
        return running.outcome()
                .onErrorResume(
                        LostLeaseException.class,
                        lost -> elsewhere(running.begun().id(), running.id()));
    }

    private Mono<Organization> elsewhere(OrganizationId organization, ObjectId id) {
        return organizations
                .find(organization)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .filter(now -> now.filter(there -> there.isRunning(id)).isEmpty())
                .repeatWhenEmpty(again -> again.delayElements(LOOKED_AT_EVERY))
                .flatMap(
                        now -> ended(id).flatMap(OperationWatch::requireSuccess).then(Mono.justOrEmpty(now)));
    }

    private static Mono<Void> requireSuccess(OperationView ended) {
        Operation.Failure failure = ended.error();
        return failure == null ? Mono.empty() : Mono.error(failure.asProblem());
    }
}
