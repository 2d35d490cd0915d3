package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.LatecomerException;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Renames an organization by copying its database into the namespace of the new name. Reads go on throughout; from
 * {@link #begun} to {@link #switched} no write is acknowledged, so what was acknowledged is in the copy. Until the switch
 * everything can be undone, after it nothing needs to be.
 */
@Component
class Renaming {

    private static final Logger LOG = LoggerFactory.getLogger(Renaming.class);

    /** How long the old namespace can still be read by instances that have not noticed. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** A write that came too late shows as a difference; the copy is then made anew, in a fresh namespace. */
    private static final Retry AFTER_LATECOMER = Retry.max(2)
            .filter(LatecomerException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    /** Who tries to create the name that is claimed here finds that out in a moment, and gives way. */
    private static final Retry WHILE_TRIED_FOR = Retry.fixedDelay(40, Duration.ofMillis(50))
            .filter(DuplicateKeyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> OrganizationProblems.nameTaken());

    private final OrganizationStore organizations;
    private final ClaimStore claims;
    private final Namespaces namespaces;
    private final DatabaseCopier databases;
    private final OrganizationDirectory directory;
    private final Clock clock;

    Renaming(
            OrganizationStore organizations,
            ClaimStore claims,
            Namespaces namespaces,
            DatabaseCopier databases,
            OrganizationDirectory directory,
            Clock clock) {
        this.organizations = organizations;
        this.claims = claims;
        this.namespaces = namespaces;
        this.databases = databases;
        this.directory = directory;
        this.clock = clock;
    }

    /** 409 {@code organization_name_taken}, {@code namespace_occupied} or {@code operation_in_progress}. */
    Mono<Organization> rename(Organization organization, OrganizationName name) {
        return organization.isNamed(name.key()) ? respelled(organization, name) : moved(organization, name);
    }

    private Mono<Organization> respelled(Organization organization, OrganizationName name) {
        return organization.name().equals(name.display())
                ? Mono.just(organization)
                : organizations
                        .respell(organization, name.display(), clock.instant())
                        .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                        .map(directory::remember);
    }

    private Mono<Organization> moved(Organization organization, OrganizationName name) {
        return possible(name)
                .then(Mono.defer(() -> named(organization, name)))
                .flatMap(intending ->
                        begun(intending).onErrorResume(failure -> notBegun(failure, organization, intending, name)))
                .flatMap(renaming -> settled()
                        .then(Mono.defer(() -> copied(renaming, name)).retryWhen(AFTER_LATECOMER))
                        .onErrorMap(LatecomerException.class, latecomer -> tooBusy())
                        .onErrorResume(
                                failure -> undone(organization, renaming, name).then(Mono.error(failure)))
                        .flatMap(target -> switched(renaming, name, target)
                                .onErrorResume(failure -> settledBy(failure, organization, renaming, name, target))))
                .flatMap(renamed -> cleared(organization, renamed));
    }

    /** Spares everybody a move that would end in an occupied database. */
    private Mono<Void> possible(OrganizationName name) {
        Placement first = namespaces.first(name.key());
        return claims.isTaken(Claim.namespace(first))
                .flatMap(used -> used ? Mono.empty() : namespaces.requireEmpty(first));
    }

    private Mono<Organization> named(Organization organization, OrganizationName name) {
        String claim = Claim.name(name.key());
        return organizations
                .intend(organization, claim)
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                .flatMap(intending -> claims.take(organization.id(), List.of(claim))
                        .flatMap(taken -> organizations
                                .forgo(intending, claim)
                                .then(Mono.<Organization>error(OrganizationProblems.nameTaken())))
                        .defaultIfEmpty(intending));
    }

    private Mono<Void> unnamed(Organization organization, OrganizationName name) {
        return claims.release(organization.id(), List.of(Claim.name(name.key())));
    }

    /** From here no write is acknowledged. */
    private Mono<Organization> begun(Organization organization) {
        return organizations
                .enter(organization, OrganizationStatus.RENAMING, organization.claims())
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                .map(directory::remember);
    }

    /** A refusal says that it was not begun; another failure leaves that open. */
    private Mono<Organization> notBegun(
            Throwable failure, Organization before, Organization intending, OrganizationName name) {
        Mono<Organization> begunAfterAll = failure instanceof ProblemException
                ? Mono.empty()
                : Mono.defer(() -> organizations.readCurrent(intending.id()))
                        .retryWhen(Undo.WHILE_AWAY)
                        .filter(now -> now.isRenamingFrom(intending))
                        .flatMap(renaming -> undone(before, renaming, name));
        return begunAfterAll.then(Mono.defer(() -> unnamed(intending, name))).then(Mono.error(failure));
    }

    /** Lets every instance notice, which spares latecomers a refusal; that nothing is lost does not hang on it. */
    private static Mono<Long> settled() {
        return Mono.delay(Freshness.LIMIT);
    }

    private Mono<Placement> copied(Organization renaming, OrganizationName name) {
        return namespaces
                .claim(renaming.id(), name.key())
                .flatMap(target -> filled(renaming.placement(), target)
                        .onErrorResume(failure -> namespaces
                                .retire(renaming.id(), target, Duration.ZERO)
                                .then(Mono.error(failure))));
    }

    private Mono<Placement> filled(Placement source, Placement target) {
        return databases
                .copy(source, target, progress -> LOG.debug("{} {}", target.namespace(), progress))
                .then(Mono.defer(() -> databases.verify(source, target)))
                .doOnNext(Renaming::requireSame)
                .thenReturn(target);
    }

    private static void requireSame(Verification verification) {
        verification.difference().ifPresent(difference -> {
            throw new LatecomerException(difference);
        });
    }

    /** The point of no return. */
    private Mono<Organization> switched(Organization renaming, OrganizationName name, Placement target) {
        List<String> held =
                List.of(Claim.name(name.key()), Claim.email(renaming.adminEmail()), Claim.namespace(target));
        return Mono.defer(() -> organizations.move(renaming, name, target, held, clock.instant()))
                .retryWhen(WHILE_TRIED_FOR)
                .switchIfEmpty(Mono.error(OrganizationProblems::operationInProgress))
                .map(directory::remember);
    }

    /** A failure of the switch leaves open whether it was made: only what can still be undone was not. */
    private Mono<Organization> settledBy(
            Throwable failure, Organization before, Organization renaming, OrganizationName name, Placement target) {
        return undone(before, renaming, name)
                .flatMap(active ->
                        namespaces.retire(active.id(), target, Duration.ZERO).then(Mono.<Organization>error(failure)))
                .switchIfEmpty(Mono.defer(() -> organizations.readCurrent(renaming.id()))
                        .retryWhen(Undo.WHILE_AWAY)
                        .filter(now -> now.placement().equals(target))
                        .switchIfEmpty(Mono.error(failure))
                        .map(directory::remember));
    }

    /** The organization as it was, open again; empty when the switch was made after all. */
    private Mono<Organization> undone(Organization before, Organization renaming, OrganizationName name) {
        return Mono.defer(() -> organizations
                        .enter(renaming, OrganizationStatus.ACTIVE, before.claims())
                        .switchIfEmpty(alreadyUndone(before, renaming)))
                .flatMap(active -> unnamed(active, name).thenReturn(active))
                .retryWhen(Undo.WHILE_AWAY)
                .map(directory::remember);
    }

    /** What an attempt left whose answer was lost. */
    private Mono<Organization> alreadyUndone(Organization before, Organization renaming) {
        return Mono.defer(() -> organizations.readCurrent(renaming.id()))
                .filter(now ->
                        now.epoch() == renaming.epoch() + 1 && now.placement().equals(before.placement()));
    }

    private static ProblemException tooBusy() {
        return new ProblemException(
                ErrorCode.ORGANIZATION_BUSY,
                "The organization was written to while it was copied. Nothing was changed.");
    }

    /** The rename is done whatever becomes of this: the old name is free, and its namespace dead after a grace. */
    private Mono<Organization> cleared(Organization before, Organization renamed) {
        return Mono.defer(() -> claims.release(before.id(), List.of(Claim.name(before.nameKey()))))
                .then(Mono.defer(() -> namespaces.retire(before.id(), before.placement(), GRACE)))
                .retryWhen(Undo.WHILE_AWAY)
                .doOnError(failure -> LOG.error(
                        "The old name and namespace of organization {} could not be given up: {}",
                        renamed.id(),
                        failure.toString()))
                .onErrorComplete()
                .thenReturn(renamed);
    }
}
