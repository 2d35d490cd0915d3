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
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds each organization a namespace that nobody has had, and retires it when its data is dead. A namespace is claimed
 * once, ever; a database that nobody claimed is neither adopted nor dropped.
 */
@Component
class Namespaces {

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
    Placement first(String nameKey) {
        return place(Namespace.of(new NameKey(nameKey), settings.databaseNameBytes()));
    }

    /** Another place for that name, different each time. */
    Placement another(String nameKey) {
        return place(Namespace.fresh(new NameKey(nameKey), settings.databaseNameBytes(), random));
    }

    /**
     * Claims an empty place, which its organization names already. It is looked at before, so that whoever dies right after
     * claiming it leaves no claim on what is somebody else's, and after.
     *
     * @throws NamespaceUsedException as the error of the pipeline, when it was used before; 409 {@code namespace_occupied}
     */
    Mono<Void> claim(OrganizationId organization, ObjectId operation, Placement place) {
        return requireUsable(place)
                .then(Mono.defer(() -> claims.take(organization, operation, List.of(Claim.namespace(place)))))
                .flatMap(used -> Mono.<Void>error(new NamespaceUsedException()))
                .then(Mono.defer(() -> requireEmpty(place)
                        .onErrorResume(
                                ProblemException.class,
                                occupied -> claims.release(organization, operation, Claim.namespace(place))
                                        .then(Mono.error(occupied)))));
    }

    /** 409 {@code namespace_occupied} when the first place of that name holds data of another program. */
    Mono<Void> requireUsable(String nameKey) {
        return requireUsable(first(nameKey));
    }

    private Mono<Void> requireUsable(Placement place) {
        return claims.isTaken(Claim.namespace(place)).flatMap(used -> used ? Mono.empty() : requireEmpty(place));
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

    /** Retires a namespace that an operation claimed and gave up, and drops what lies in it. */
    Mono<Void> abandon(OrganizationId organization, ObjectId operation, Placement placement) {
        return claims.retire(organization, operation, placement, clock.instant())
                .then(Mono.fromRunnable(() -> retired.dropAfter(Duration.ZERO)));
    }

    /** Retires a namespace and drops what lies in it before this completes. */
    Mono<Void> destroy(OrganizationId organization, Placement placement) {
        return retire(organization, placement, Duration.ZERO).then(Mono.defer(() -> databases.drop(placement)));
    }
}
