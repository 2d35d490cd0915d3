package io.tenantry.organization;

import static io.tenantry.organization.Step.change;
import static io.tenantry.organization.Step.last;
import static io.tenantry.organization.Step.reporting;
import static io.tenantry.organization.Step.work;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.CopyProgress;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.LatecomerException;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Renames an organization by copying its database into the namespace of the new name. Reads go on throughout; from FREEZE to
 * SWITCH no write is acknowledged, so what was acknowledged is in the copy. Until SWITCH everything can be undone, after it
 * nothing needs to be.
 *
 * <p>Whoever takes a rename over before SWITCH begins again with a fresh namespace: an instance that was only frozen can then
 * write into an abandoned one alone, which is retired and dropped.
 */
@Component
class Renaming {

    /** How long the old namespace can still be read by instances that have not noticed. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Copies that latecomers spoil. */
    private static final int MOST_SPOILT = 3;

    /** With those that an instance dies of, or whose answer is lost. */
    private static final int MOST_ATTEMPTS = 8;

    /** Namespaces with random digits that were used before are chance once, and never so often. */
    private static final int MOST_TARGETS = 24;

    private static final int MOST_FAILURES = 5;

    private static final Set<StepName> BEFORE_THE_SWITCH = EnumSet.of(
            StepName.CLAIM_NAME,
            StepName.FREEZE,
            StepName.SETTLE,
            StepName.CHOOSE_NAMESPACE,
            StepName.CLAIM_NAMESPACE,
            StepName.COPY,
            StepName.VERIFY,
            StepName.SWITCH);

    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final DatabaseCopier databases;
    private final Archive archive;
    private final Clock clock;

    Renaming(ClaimStore claims, Namespaces namespaces, DatabaseCopier databases, Archive archive, Clock clock) {
        this.claims = claims;
        this.namespaces = namespaces;
        this.databases = databases;
        this.archive = archive;
        this.clock = clock;
    }

    Plan plan() {
        List<Step> rename = List.of(
                work(StepName.CLAIM_NAME, this::claimName),
                change(StepName.FREEZE, Organization::frozen),
                work(StepName.SETTLE, renaming -> Mono.delay(Freshness.LIMIT)),
                change(StepName.CHOOSE_NAMESPACE, this::aimed),
                work(StepName.CLAIM_NAMESPACE, this::claimNamespace),
                reporting(StepName.COPY, this::copy),
                work(StepName.VERIFY, this::verify),
                change(StepName.SWITCH, renaming -> renaming.switched(clock.instant())),
                work(StepName.RELEASE_NAME, this::releaseOldName),
                work(StepName.RETIRE_NAMESPACE, this::retireOldNamespace),
                last(StepName.FINISH, archive::keep, Step.Ending.FINISHED).then(Organization::settled));
        List<Step> undo = List.of(
                change(StepName.REOPEN, Organization::reopened),
                work(StepName.RETIRE_TARGETS, this::retireTargets),
                work(StepName.RELEASE_TARGET_NAME, this::releaseNewName),
                last(StepName.GIVE_UP, archive::keep, Step.Ending.FINISHED).then(Organization::settled));
        return new Plan(OperationType.RENAME, List.of(rename, undo), Renaming::resumed, Renaming::judged);
    }

    /** Begins again in a fresh namespace, unless it was decided already. */
    static Organization resumed(Organization organization) {
        Operation rename = organization.requiredOperation();
        if (!BEFORE_THE_SWITCH.contains(rename.step())
                || rename.move() == null
                || !rename.move().isAimed()) {
            return organization;
        }
        return rename.attempt() < MOST_ATTEMPTS
                ? organization.doing(rename.againAt(StepName.CHOOSE_NAMESPACE))
                : undone(
                        organization,
                        new Operation.Failure(ErrorCode.INTERNAL_ERROR, "The copy never came to its end."));
    }

    /** After the switch there is only forward, before it a failure that stays undoes all. */
    static Organization judged(Organization organization, Throwable failure, int failures) {
        Operation rename = organization.requiredOperation();
        if (!BEFORE_THE_SWITCH.contains(rename.step())) {
            return organization;
        }
        if (failure instanceof NamespaceUsedException
                && rename.requiredMove().targets().size() < MOST_TARGETS) {
            return organization.doing(rename.at(StepName.CHOOSE_NAMESPACE));
        }
        if (failure instanceof LatecomerException) {
            Operation spoilt = rename.spoilt();
            return spoilt.spoiltCopies() < MOST_SPOILT
                    ? organization.doing(spoilt.againAt(StepName.CHOOSE_NAMESPACE))
                    : undone(organization, Operation.Failure.of(tooBusy()));
        }
        if (rename.step() == StepName.COPY && !(failure instanceof ProblemException)) {
            // The server may still be at work on a command whose answer was lost: never again into the same namespace.
            return rename.attempt() < MOST_ATTEMPTS
                    ? organization.doing(rename.againAt(StepName.CHOOSE_NAMESPACE))
                    : undone(organization, Operation.Failure.of(failure));
        }
        boolean mayPass = !(failure instanceof ProblemException) && failures < MOST_FAILURES;
        return mayPass ? organization : undone(organization, Operation.Failure.of(failure));
    }

    private static Organization undone(Organization organization, Operation.Failure failure) {
        return organization.doing(
                organization.requiredOperation().failed(failure).at(StepName.REOPEN));
    }

    private static ProblemException tooBusy() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_BUSY,
                "The organization was written to while it was copied. Nothing was changed.");
    }

    /** Spares everybody a move that would end in an occupied database. */
    private Mono<Void> claimName(Organization organization) {
        Operation rename = organization.requiredOperation();
        String name = rename.requiredMove().nameKey();
        return namespaces
                .requireUsable(name)
                .then(Mono.defer(() -> claims.take(organization.id(), rename.id(), List.of(Claim.name(name)))))
                .flatMap(taken -> Mono.error(OrganizationProblems.nameTaken()));
    }

    private Organization aimed(Organization organization) {
        Move move = organization.requiredOperation().requiredMove();
        Placement first = namespaces.first(move.nameKey());
        // A name such as "Acme 0a1b2c" belongs to a namespace that an organization may have been given before.
        boolean usable = !move.isAimed() && !first.equals(organization.placement());
        return organization.aimedAt(usable ? first : namespaces.another(move.nameKey()));
    }

    private Mono<Void> claimNamespace(Organization organization) {
        Operation rename = organization.requiredOperation();
        Move move = rename.requiredMove();
        return Flux.fromIterable(move.abandoned())
                .concatMap(given -> namespaces.abandon(organization.id(), rename.id(), given))
                .then(Mono.defer(() -> namespaces.claim(organization.id(), rename.id(), move.target())));
    }

    private Mono<Void> copy(Organization organization, Consumer<CopyProgress> progress) {
        return databases.copy(organization.placement(), target(organization), progress);
    }

    private Mono<Void> verify(Organization organization) {
        return databases
                .verify(organization.placement(), target(organization))
                .doOnNext(Renaming::requireSame)
                .then();
    }

    private static void requireSame(Verification verification) {
        verification.difference().ifPresent(difference -> {
            throw new LatecomerException(difference);
        });
    }

    private static Placement target(Organization organization) {
        return organization.requiredOperation().requiredMove().target();
    }

    private Mono<Void> releaseOldName(Organization organization) {
        Move move = organization.requiredOperation().requiredMove();
        return claims.release(organization.id(), move.oldNameTakenIn(), Claim.name(move.oldNameKey()));
    }

    private Mono<Void> retireOldNamespace(Organization organization) {
        Move move = organization.requiredOperation().requiredMove();
        return namespaces.retire(organization.id(), move.oldPlacement(), GRACE);
    }

    private Mono<Void> retireTargets(Organization organization) {
        Operation rename = organization.requiredOperation();
        return Flux.fromIterable(rename.requiredMove().targets())
                .concatMap(target -> namespaces.abandon(organization.id(), rename.id(), target))
                .then();
    }

    private Mono<Void> releaseNewName(Organization organization) {
        Operation rename = organization.requiredOperation();
        return claims.release(
                organization.id(), rename.id(), Claim.name(rename.requiredMove().nameKey()));
    }
}
