package io.tenantry.organization;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.TenancySettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds each organization a namespace that nobody has had, and retires it when its data is dead. A namespace is claimed
 * once, ever; a database that nobody claimed is neither adopted nor dropped.
 */
@Component
class Namespaces {

    /** Random digits that were used before are chance once, and never five times. */
    private static final int ATTEMPTS = 5;

    private final ClaimStore claims;
    private final DatabaseCopier databases;
    private final RetiredNamespaces retired;
    private final TenancySettings settings;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    Namespaces(
            ClaimStore claims,
            DatabaseCopier databases,
            RetiredNamespaces retired,
            TenancySettings settings,
            Clock clock) {
        this.claims = claims;
        this.databases = databases;
        this.retired = retired;
        this.settings = settings;
        this.clock = clock;
    }

    /** Where an organization of that name lives when nobody has lived there before. */
    Placement first(NameKey key) {
        return place(Namespace.of(key, settings.databaseNameBytes()));
    }

    /** Another place for that name, different each time. */
    Placement another(NameKey key) {
        return place(Namespace.fresh(key, settings.databaseNameBytes(), random));
    }

    /** Claims an empty place for that name: the first one, or another when that was used before. */
    Mono<Placement> claim(OrganizationId organization, NameKey key) {
        return take(organization, first(key))
                .switchIfEmpty(
                        Mono.defer(() -> take(organization, another(key))).repeatWhenEmpty(ATTEMPTS, again -> again))
                .delayUntil(place -> requireEmpty(place)
                        .onErrorResume(
                                occupied -> unclaimed(organization, place).then(Mono.error(occupied))));
    }

    /** Nothing was written there, so that it is as if it had never been claimed. */
    private Mono<Void> unclaimed(OrganizationId organization, Placement place) {
        return claims.release(organization, List.of(Claim.namespace(place)));
    }

    /** Empty when the place was used before. */
    private Mono<Placement> take(OrganizationId organization, Placement placement) {
        return claims.take(organization, List.of(Claim.namespace(placement)))
                .hasElement()
                .flatMap(used -> used ? Mono.empty() : Mono.just(placement));
    }

    private static Placement place(Namespace namespace) {
        return Placement.database(Clusters.MAIN, namespace.value());
    }

    /** @throws ProblemException 409 {@code namespace_occupied}, as the error of the pipeline, unless there is nothing */
    Mono<Void> requireEmpty(Placement placement) {
        return databases
                .isEmpty(placement)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(Namespaces::occupied))
                .then();
    }

    private static ProblemException occupied() {
        return new ProblemException(
                ErrorCode.NAMESPACE_OCCUPIED,
                "The database that belongs to this name holds data of another program. Choose another name.");
    }

    /** Retires a namespace and, after a grace for readers that have not noticed yet, drops what lies in it. */
    Mono<Void> retire(OrganizationId organization, Placement placement, Duration grace) {
        return claims.retire(organization, placement, clock.instant().plus(grace))
                .then(Mono.fromRunnable(() -> retired.dropAfter(grace)));
    }

    /** Retires a namespace and drops what lies in it before this completes. */
    Mono<Void> destroy(OrganizationId organization, Placement placement) {
        return retire(organization, placement, Duration.ZERO).then(Mono.defer(() -> databases.drop(placement)));
    }
}
