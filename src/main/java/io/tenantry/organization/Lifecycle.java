package io.tenantry.organization;

import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Begins what changes an organization as a whole. */
@Component
class Lifecycle {

    /** A caller of a create has nowhere to look for it: it is not told of the operation. */
    private static final Duration LONGEST_CREATE = Duration.ofSeconds(30);

    private final OrganizationStore organizations;
    private final OrganizationWrites writes;
    private final OrganizationDirectory directory;
    private final OperationRunner runner;
    private final OperationWatch watch;
    private final Namespaces namespaces;
    private final Provisioning provisioning;
    private final Renaming renaming;
    private final Deletion deletion;
    private final Clock clock;

    Lifecycle(
            OrganizationStore organizations,
            OrganizationWrites writes,
            OrganizationDirectory directory,
            OperationRunner runner,
            OperationWatch watch,
            Namespaces namespaces,
            Provisioning provisioning,
            Renaming renaming,
            Deletion deletion,
            Clock clock) {
        this.organizations = organizations;
        this.writes = writes;
        this.directory = directory;
        this.runner = runner;
        this.watch = watch;
        this.namespaces = namespaces;
        this.provisioning = provisioning;
        this.renaming = renaming;
        this.deletion = deletion;
        this.clock = clock;
    }

    /** 409 {@code organization_name_taken}, {@code email_taken} or {@code namespace_occupied}; 503 {@code overloaded}. */
    Mono<Organization> provision(OrganizationName name, Founder founder) {
        return NewId.current()
                .flatMap(id -> madeBefore(id)
                        .switchIfEmpty(Mono.defer(() -> unused(id))
                                .flatMap(fresh -> provision(new OrganizationId(fresh.value()), name, founder))));
    }

    /**
     * The organization of an earlier attempt at the same.
     *
     * @return 409 {@code idempotency_in_progress} while that goes on or is being undone
     */
    private Mono<Organization> madeBefore(NewId id) {
        return Mono.just(id)
                .filter(NewId::repeated)
                .flatMap(repeated -> organizations.readCurrent(new OrganizationId(repeated.value())))
                .flatMap(made -> made.isVisible()
                        ? Mono.just(directory.remember(made))
                        : Mono.error(OrganizationProblems.stillBeingMade()));
    }

    /** Whoever still works for an attempt that was undone must not take this one for it. */
    private static Mono<NewId> unused(NewId id) {
        return id.repeated() ? id.another() : Mono.just(id);
    }

    private Mono<Organization> provision(OrganizationId id, OrganizationName name, Founder founder) {
        Operation operation = begin(OperationType.PROVISION, StepName.CLAIM).unkept();
        return provision(provisioning(id, name, founder.email(), operation), founder)
                .flatMap(running -> Mono.firstWithSignal(
                        watch.outcome(running).switchIfEmpty(Mono.error(Lifecycle::undone)), leaving()))
                .timeout(LONGEST_CREATE, Mono.error(Lifecycle::tooLong));
    }

    /** The refusals of {@link #provision} are told by the operation. */
    Mono<Progress> provisionInBackground(OrganizationName name, Founder founder, Tier tier) {
        return NewId.current()
                .flatMap(id -> begunBefore(id)
                        .switchIfEmpty(Mono.defer(() -> unused(id))
                                .flatMap(fresh -> provisionInBackground(fresh, name, founder, tier))));
    }

    private Mono<Progress> begunBefore(NewId id) {
        return Mono.just(id)
                .filter(NewId::repeated)
                .flatMap(repeated -> watch.find(repeated.value()))
                .map(begun -> new Progress(
                        OrganizationId.of(begun.organizationId()),
                        id.value(),
                        Mono.just(begun),
                        Mono.never(),
                        runner.leaving()));
    }

    /** The operation is what its caller is told of, so it is what has the reserved id. */
    private Mono<Progress> provisionInBackground(NewId id, OrganizationName name, Founder founder, Tier tier) {
        Operation operation = begin(id.value(), OperationType.PROVISION, StepName.CLAIM);
        return provision(
                        provisioning(OrganizationId.create(), name, founder.email(), operation)
                                .assigned(tier, null),
                        founder)
                .map(running -> progress(running, watch.outcome(running)));
    }

    private Mono<OperationRunner.Running> provision(Organization begun, Founder founder) {
        return Mono.deferContextual(
                request -> runner.begin(provisioning.plan(founder, request), begun, organizations.insert(begun)));
    }

    private Organization provisioning(
            OrganizationId id, OrganizationName name, EmailAddress email, Operation operation) {
        return Organization.provisioning(
                id, name, namespaces.first(name.key().value()), email, operation, clock.instant());
    }

    /**
     * 409 {@code organization_name_taken} or {@code namespace_occupied}, and {@code version_conflict} when another change came
     * first; 503 {@code write_unconfirmed} when it may have begun, or another spelling may have been written.
     */
    Mono<Progress> rename(Organization organization, OrganizationName name) {
        return organization.isNamed(name.key()) ? respelled(organization, name) : moved(organization, name);
    }

    private Mono<Progress> respelled(Organization organization, OrganizationName name) {
        return organization.name().equals(name.display())
                ? Mono.just(Progress.done(organization))
                : writes.swap(organization, organization.respelled(name, clock.instant()))
                        .map(directory::remember)
                        .map(Progress::done);
    }

    private Mono<Progress> moved(Organization organization, OrganizationName name) {
        Organization begun = organization.movingTo(name, begin(OperationType.RENAME, StepName.CLAIM_NAME));
        return refuseTaken(name)
                .then(Mono.defer(() -> runner.begin(renaming.plan(), begun, entering(organization, begun))))
                .map(running -> progress(
                        running, watch.outcome(running).switchIfEmpty(Mono.error(OrganizationProblems::notFound))));
    }

    /** Before anything is begun and recorded. Who takes the name afterwards is met by the operation. */
    private Mono<Void> refuseTaken(OrganizationName name) {
        return organizations
                .findByKey(name.key().value())
                .flatMap(other -> Mono.error(OrganizationProblems.nameTaken()));
    }

    /**
     * 409 {@code version_conflict} when another change came first; 503 {@code write_unconfirmed} when it may have begun. From
     * here nobody gets in.
     */
    Mono<Progress> delete(Organization organization) {
        Organization begun = organization.closed().doing(begin(OperationType.DELETE, StepName.DROP));
        return runner.begin(deletion.plan(), begun, entering(organization, begun))
                .map(running -> progress(running, watch.outcome(running).defaultIfEmpty(begun)));
    }

    /** What has entered is brought to its end, whatever was told of it. */
    private Mono<Organization> entering(Organization organization, Organization begun) {
        return organizations
                .swap(organization, begun)
                .onErrorMap(DatabaseFailures::mayHaveBeenDone, lost -> OrganizationProblems.unconfirmed());
    }

    private Operation begin(OperationType type, StepName first) {
        return begin(new ObjectId(), type, first);
    }

    private Operation begin(ObjectId id, OperationType type, StepName first) {
        return Operation.begin(id, type, first, runner.newOwner(), clock.instant());
    }

    private Progress progress(OperationRunner.Running running, Mono<Organization> outcome) {
        Mono<OperationView> view = watch.find(running.id()).defaultIfEmpty(OperationView.of(running.begun()));
        return new Progress(running.begun().id(), running.id(), view, outcome, runner.leaving());
    }

    private static ProblemException undone() {
        return new ProblemException(
                ErrorCode.OVERLOADED, "Making the organization was interrupted and undone. Try again.");
    }

    /** The rest is up to another instance, which cannot answer this caller. */
    private Mono<Organization> leaving() {
        return runner.leaving()
                .then(Mono.error(() -> new ProblemException(
                        ErrorCode.WRITE_UNCONFIRMED,
                        "This instance is going down. Look whether the organization is there, then try again.")));
    }

    private static ProblemException tooLong() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED,
                "Making the organization takes too long. Look whether it is there, then try again.");
    }
}
