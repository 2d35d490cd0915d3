package io.tenantry.organization;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Begins what changes an organization as a whole. */
@Component
class Lifecycle {

    /** A caller of a create has nowhere to look for it: it is not told of the operation. */
    private static final Duration LONGEST_CREATE = Duration.ofSeconds(30);

    private final OrganizationStore organizations;
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
            OrganizationDirectory directory,
            OperationRunner runner,
            OperationWatch watch,
            Namespaces namespaces,
            Provisioning provisioning,
            Renaming renaming,
            Deletion deletion,
            Clock clock) {
        this.organizations = organizations;
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
    Mono<Organization> provision(OrganizationName name, EmailAddress email, Secret password) {
        Operation operation = begin(OperationType.PROVISION, StepName.CLAIM).unkept();
        return provision(provisioning(name, email, operation), password)
                .flatMap(running -> Mono.firstWithSignal(
                        watch.outcome(running).switchIfEmpty(Mono.error(Lifecycle::undone)), leaving()))
                .timeout(LONGEST_CREATE, Mono.error(Lifecycle::tooLong));
    }

    /** The refusals of {@link #provision} are told by the operation. */
    Mono<Progress> provisionInBackground(OrganizationName name, EmailAddress email, Secret password, Tier tier) {
        Operation operation = begin(OperationType.PROVISION, StepName.CLAIM);
        return provision(provisioning(name, email, operation).assigned(tier, null), password)
                .map(running -> progress(running, watch.outcome(running)));
    }

    private Mono<OperationRunner.Running> provision(Organization begun, Secret password) {
        return runner.begin(provisioning.plan(Optional.of(password)), begun, organizations.insert(begun));
    }

    private Organization provisioning(OrganizationName name, EmailAddress email, Operation operation) {
        return Organization.provisioning(
                OrganizationId.create(), name, namespaces.first(name.key().value()), email, operation, clock.instant());
    }

    /** 409 {@code organization_name_taken}, {@code namespace_occupied} or {@code operation_in_progress}. */
    Mono<Progress> rename(Organization organization, OrganizationName name) {
        return organization.isNamed(name.key()) ? respelled(organization, name) : moved(organization, name);
    }

    private Mono<Progress> respelled(Organization organization, OrganizationName name) {
        return organization.name().equals(name.display())
                ? Mono.just(Progress.done(organization))
                : organizations
                        .swap(organization, organization.respelled(name, clock.instant()))
                        .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                        .map(directory::remember)
                        .map(Progress::done);
    }

    private Mono<Progress> moved(Organization organization, OrganizationName name) {
        Organization begun = organization.movingTo(name, begin(OperationType.RENAME, StepName.CLAIM_NAME));
        return runner.begin(renaming.plan(), begun, organizations.swap(organization, begun))
                .map(running -> progress(
                        running, watch.outcome(running).switchIfEmpty(Mono.error(OrganizationProblems::notFound))));
    }

    /** 409 {@code operation_in_progress} while it is being renamed or deleted. From here nobody gets in. */
    Mono<Progress> delete(Organization organization) {
        Organization begun = organization.closed().doing(begin(OperationType.DELETE, StepName.DROP));
        return runner.begin(deletion.plan(), begun, organizations.swap(organization, begun))
                .map(running -> progress(running, watch.outcome(running).defaultIfEmpty(begun)));
    }

    private Operation begin(OperationType type, StepName first) {
        return Operation.begin(type, first, runner.newOwner(), clock.instant());
    }

    private Progress progress(OperationRunner.Running running, Mono<Organization> outcome) {
        return new Progress(running.id(), watch.find(running.id()), outcome, runner.leaving());
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
