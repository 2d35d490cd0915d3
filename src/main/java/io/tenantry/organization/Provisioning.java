package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;
import reactor.util.retry.Retry;

/**
 * Makes an organization: its document, its claims, its admin, and only then is it there. Claims come before anything that
 * costs, so that a refusal is cheap, and a refusal leaves nothing behind.
 */
@Component
class Provisioning {

    /** A namespace that was used before is replaced by one with random digits; two in a row is chance already. */
    private static final Retry WITH_ANOTHER_NAMESPACE = Retry.max(5)
            .filter(NamespaceUsedException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private final OrganizationStore organizations;
    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final FoundingAdmins admins;
    private final Deletion deletion;
    private final OrganizationDirectory directory;
    private final Clock clock;

    Provisioning(
            OrganizationStore organizations,
            ClaimStore claims,
            Namespaces namespaces,
            FoundingAdmins admins,
            Deletion deletion,
            OrganizationDirectory directory,
            Clock clock) {
        this.organizations = organizations;
        this.claims = claims;
        this.namespaces = namespaces;
        this.admins = admins;
        this.deletion = deletion;
        this.directory = directory;
        this.clock = clock;
    }

    /** 409 {@code organization_name_taken}, {@code email_taken} or {@code namespace_occupied}; 503 {@code overloaded}. */
    Mono<Organization> provision(OrganizationName name, EmailAddress email, Secret password) {
        Organization wanted = Organization.provisioning(
                OrganizationId.create(), name, namespaces.first(name.key()), email, clock.instant());
        return prepared(wanted, name.key(), password)
                .onErrorResume(refusal -> forgotten(wanted).then(Mono.error(refusal)))
                .flatMap(prepared -> opened(prepared.getT1(), prepared.getT2())
                        .onErrorResume(failure -> settledBy(failure, prepared.getT1())))
                .map(directory::remember);
    }

    /** The organization with everything that is its own, and the hash of its admin's password. */
    private Mono<Tuple2<Organization, String>> prepared(Organization wanted, NameKey key, Secret password) {
        return inserted(wanted)
                .flatMap(organization -> claimed(organization, key))
                .zipWhen(organization -> admins.hash(password));
    }

    private Mono<Organization> inserted(Organization wanted) {
        return organizations
                .insert(wanted)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(OrganizationProblems::nameTaken))
                .thenReturn(wanted);
    }

    private Mono<Organization> claimed(Organization organization, NameKey key) {
        return claimed(organization, organization.claims())
                .onErrorResume(
                        NamespaceUsedException.class,
                        used -> Mono.defer(() -> claimedElsewhere(organization, key))
                                .retryWhen(WITH_ANOTHER_NAMESPACE));
    }

    private Mono<Organization> claimedElsewhere(Organization organization, NameKey key) {
        return organizations
                .place(organization.placed(namespaces.another(key), key))
                .flatMap(placed -> claimed(placed, List.of(Claim.namespace(placed.placement()))));
    }

    private Mono<Organization> claimed(Organization organization, List<String> wanted) {
        return claims.take(organization.id(), wanted)
                .flatMap(taken -> Mono.<Organization>error(refusal(taken)))
                .switchIfEmpty(Mono.defer(() -> namespaces.requireEmpty(organization.placement()))
                        .thenReturn(organization));
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

    private Mono<Organization> opened(Organization organization, String passwordHash) {
        return admins.make(organization.tenant(), organization.adminId(), organization.adminEmail(), passwordHash)
                .then(Mono.defer(
                        () -> organizations.enter(organization, OrganizationStatus.ACTIVE, organization.claims())))
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress));
    }

    /** Nothing was written outside the master yet, so that even the namespace is as if it had never been claimed. */
    private Mono<Void> forgotten(Organization organization) {
        return Mono.defer(() -> organizations.find(organization.id()))
                .defaultIfEmpty(organization)
                .flatMap(latest -> claims.release(latest.id(), latest.claims()))
                .then(Mono.defer(() -> organizations.removeProvisioning(organization.id())))
                .retryWhen(Undo.WHILE_AWAY);
    }

    /** A failure of the last step leaves open whether it was made: only what can still be closed was not. */
    private Mono<Organization> settledBy(Throwable failure, Organization organization) {
        return Mono.defer(() -> deletion.closed(organization))
                .retryWhen(Undo.WHILE_AWAY)
                .flatMap(closed ->
                        deletion.removed(closed).retryWhen(Undo.WHILE_AWAY).then(Mono.<Organization>error(failure)))
                .switchIfEmpty(Mono.defer(() -> organizations.readCurrent(organization.id()))
                        .filter(Organization::isActive)
                        .switchIfEmpty(Mono.error(failure)));
    }

    /** The namespace of this name was used before, by an organization that is gone or has moved. */
    private static final class NamespaceUsedException extends ProblemException {

        private static final long serialVersionUID = 1L;

        NamespaceUsedException() {
            super(ErrorCode.ORGANIZATION_NAME_TAKEN, "No database name could be found for this name. Try again.");
        }
    }
}
