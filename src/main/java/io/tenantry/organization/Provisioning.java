package io.tenantry.organization;

import static io.tenantry.organization.Step.change;
import static io.tenantry.organization.Step.last;
import static io.tenantry.organization.Step.work;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Makes an organization: its document, its claims, its admin, and only then is it there. Claims come before anything that
 * costs, so that a refusal is cheap, and a refusal leaves nothing behind.
 *
 * <p>Whoever takes a provisioning over before it is open undoes it: the founder's password was nowhere but in the memory of
 * the instance that was asked, and an instance that was only frozen could still write a founder into the namespace, after
 * people had begun to change it.
 */
@Component
class Provisioning {

    /** A namespace that was used before is replaced by one with random digits; two in a row is chance already. */
    private static final int MOST_ATTEMPTS = 8;

    private static final int MOST_FAILURES = 3;

    /** Up to these nothing was written outside the master. */
    private static final Set<StepName> MASTER_ONLY = EnumSet.of(StepName.CLAIM, StepName.ENROL);

    /** Up to these it is undone when it fails, or when its instance does; then it only remains to open it. */
    private static final Set<StepName> BEFORE_OPENING = EnumSet.of(StepName.CLAIM, StepName.ENROL, StepName.POPULATE);

    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final FoundingAdmins admins;
    private final Deletion deletion;
    private final Archive archive;

    Provisioning(ClaimStore claims, Namespaces namespaces, FoundingAdmins admins, Deletion deletion, Archive archive) {
        this.claims = claims;
        this.namespaces = namespaces;
        this.admins = admins;
        this.deletion = deletion;
        this.archive = archive;
    }

    /** For an instance that was not told of the founder. */
    Plan plan() {
        return plan(Optional.empty(), Context.empty());
    }

    /** @param request what the request's pipeline knows, so that the hash of the password is one of its client's */
    Plan plan(Founder founder, ContextView request) {
        return plan(Optional.of(founder), request);
    }

    private Plan plan(Optional<Founder> founder, ContextView request) {
        List<Step> provision = List.of(
                work(StepName.CLAIM, this::claim),
                work(StepName.ENROL, organization -> enrol(organization, founder, request)),
                work(StepName.POPULATE, organization -> populate(organization, founder)),
                last(StepName.OPEN, archive::keep, Step.Ending.FINISHED).then(Organization::opened));
        List<Step> forget = List.of(
                work(StepName.FORGET_LOGINS, organization -> admins.removeAll(organization.id())),
                work(StepName.FORGET_CLAIMS, organization -> claims.releaseAll(organization.id())),
                last(StepName.FORGET, archive::keep, Step.Ending.FORGOTTEN));
        List<Step> close = Stream.concat(
                        Stream.of(change(StepName.CLOSE, Organization::closed)), deletion.steps().stream())
                .collect(Collectors.toUnmodifiableList());
        return new Plan(
                OperationType.PROVISION, List.of(provision, forget, close), Provisioning::resumed, this::judged);
    }

    static Organization resumed(Organization organization) {
        return BEFORE_OPENING.contains(organization.requiredOperation().step())
                ? undone(organization, interrupted())
                : organization;
    }

    private Organization judged(Organization organization, Throwable failure, int failures) {
        Operation provision = organization.requiredOperation();
        if (!BEFORE_OPENING.contains(provision.step())) {
            return organization;
        }
        if (failure instanceof NamespaceUsedException && provision.attempt() < MOST_ATTEMPTS) {
            return organization
                    .placed(namespaces.another(organization.nameKey()))
                    .doing(provision.againAt(StepName.CLAIM));
        }
        boolean mayPass = !(failure instanceof ProblemException) && failures < MOST_FAILURES;
        return mayPass ? organization : undone(organization, failure);
    }

    private static Organization undone(Organization organization, Throwable failure) {
        Operation provision = organization.requiredOperation();
        return organization.doing(provision
                .failed(Operation.Failure.of(failure))
                .at(MASTER_ONLY.contains(provision.step()) ? StepName.FORGET_LOGINS : StepName.CLOSE));
    }

    private static ProblemException interrupted() {
        return new ProblemException(
                ErrorCode.INTERNAL_ERROR,
                "The instance that made the organization went down before it was done. Nothing was made: create it again.");
    }

    private Mono<Void> claim(Organization organization) {
        return claims.take(organization.id(), organization.requiredOperation().id(), organization.claims())
                .flatMap(taken -> Mono.<Void>error(refusal(taken)))
                .then(Mono.defer(() -> namespaces.requireEmpty(organization.placement())));
    }

    private static ProblemException refusal(String claim) {
        if (Claim.isName(claim)) {
            return OrganizationProblems.nameTaken();
        }
        return Claim.isEmail(claim) ? emailTaken() : new NamespaceUsedException();
    }

    private static ProblemException emailTaken() {
        return new ProblemException(
                ErrorCode.EMAIL_TAKEN, "This e-mail address founded another organization. Use another address.");
    }

    private Mono<Void> enrol(Organization organization, Optional<Founder> founder, ContextView request) {
        return known(founder)
                .flatMap(known -> admins.hash(organization.adminEmail(), known.password()))
                .contextWrite(request)
                .flatMap(hash ->
                        admins.enrol(organization.id(), organization.adminId(), organization.adminEmail(), hash));
    }

    private Mono<Void> populate(Organization organization, Optional<Founder> founder) {
        return known(founder)
                .flatMap(known -> admins.populate(
                        organization.tenant(), organization.adminId(), organization.adminEmail(), known.fullName()));
    }

    private static Mono<Founder> known(Optional<Founder> founder) {
        return Mono.justOrEmpty(founder).switchIfEmpty(Mono.error(Provisioning::interrupted));
    }
}
