package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.Placement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks once a minute, and less often where there is very much, for what nothing explains: operations that nobody would go
 * on with, claims that their organization does not name, logins whose organization never was, data that nobody claimed. It
 * reports them, gives back what an operation that is over has claimed too late, and drops nothing but what lies under a
 * retired namespace.
 */
@Component
class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final Duration ROUND = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final OrganizationStore organizations;
    private final OperationStore operations;
    private final ClaimStore claims;
    private final FoundingAdmins admins;
    private final OrphanStore orphans;
    private final OrphanMetrics metrics;
    private final DatabaseCopier databases;
    private final Clusters clusters;
    private final OrganizationSettings settings;
    private final Clock clock;
    private volatile long rested = System.nanoTime();

    Sweeper(
            OrganizationStore organizations,
            OperationStore operations,
            ClaimStore claims,
            FoundingAdmins admins,
            OrphanStore orphans,
            OrphanMetrics metrics,
            DatabaseCopier databases,
            Clusters clusters,
            OrganizationSettings settings,
            Clock clock) {
        this.organizations = organizations;
        this.operations = operations;
        this.claims = claims;
        this.admins = admins;
        this.orphans = orphans;
        this.metrics = metrics;
        this.databases = databases;
        this.clusters = clusters;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A round, unless it is too soon after the last one: whatever there is to look at, it takes little of the time. One that
     * the database did not answer is made up for in the next turn, however long it waited.
     */
    Mono<Void> sweepInTurn() {
        long began = System.nanoTime();
        return began - rested < 0
                ? Mono.empty()
                : sweep().doOnSuccess(done -> restSince(began))
                        .doOnError(failure -> !DatabaseFailures.isUnavailable(failure), failure -> restSince(began));
    }

    private void restSince(long began) {
        long now = System.nanoTime();
        rested = now + settings.sweepRest() * (now - began);
    }

    /** One round. */
    Mono<Void> sweep() {
        return noteOperations()
                .then(Mono.defer(() -> admins.settleLogins(this::exists)))
                .thenMany(Flux.concat(Flux.defer(this::strayClaims), Flux.defer(this::strayData)))
                .concatMap(orphan -> orphans.report(orphan)
                        .doOnNext(fresh -> tell(fresh, orphan))
                        .thenReturn(orphan))
                .collectList()
                .doOnNext(metrics::found)
                .flatMap(orphans::retain)
                .timeout(ROUND);
    }

    private static void tell(boolean fresh, Orphan orphan) {
        if (fresh) {
            LOG.warn("Nothing explains {}: {}", orphan.namespace(), orphan.kind());
        }
    }

    /** The note of an operation is written before it begins; one that began very late has lost it. */
    private Mono<Void> noteOperations() {
        return organizations
                .busy()
                .concatMap(busy -> operations.note(OpenOperation.of(busy, clock.instant())))
                .then();
    }

    private Mono<Boolean> exists(OrganizationId id) {
        return organizations.readCurrent(id).hasElement();
    }

    private Flux<Orphan> strayClaims() {
        return claims.held().buffer(BATCH).concatMap(this::unexplained).concatMap(this::settled);
    }

    private Flux<Claim> unexplained(List<Claim> held) {
        return organizations
                .claimsOf(held.stream().map(Claim::organizationId).distinct().toList())
                .flatMapMany(named -> Flux.fromIterable(held)
                        .filter(claim -> !claim.isExplainedBy(named.get(claim.organizationId()))));
    }

    /** What is still so, by the latest state, is given back when it can be. */
    private Mono<Orphan> settled(Claim claim) {
        return organizations
                .readCurrent(claim.organizationId())
                .map(Organization::claims)
                .filter(claim::isExplainedBy)
                .hasElement()
                .filter(explained -> !explained)
                .flatMap(stray -> mayBeGivenBack(claim))
                .flatMap(may ->
                        may ? givenBack(claim).then(Mono.empty()) : Mono.just(Orphan.claim(claim, clock.instant())));
    }

    /** A namespace only while nothing lies in it: what does may be somebody else's. */
    private Mono<Boolean> mayBeGivenBack(Claim claim) {
        if (!claim.isAbandoned(clock.instant())) {
            return Mono.just(false);
        }
        return Claim.isNamespace(claim.id())
                ? databases.isEmpty(Placement.database(Clusters.MAIN, Claim.databaseOf(claim.id())))
                : Mono.just(true);
    }

    private Mono<Void> givenBack(Claim claim) {
        LOG.warn("Gives back {}, which an operation of organization {} left", claim.id(), claim.organizationId());
        return claims.release(claim.organizationId(), claim.operationId(), claim.id());
    }

    private Flux<Orphan> strayData() {
        return Flux.from(clusters.client(Clusters.MAIN).listDatabaseNames())
                .filter(Namespace::isOne)
                .buffer(BATCH)
                .concatMap(this::strayAmong);
    }

    private Flux<Orphan> strayAmong(List<String> names) {
        return claims.findAll(names.stream().map(Sweeper::claimOf).toList())
                .collectMap(Claim::id, Function.identity())
                .flatMapMany(known -> Flux.fromIterable(names).concatMap(name -> stray(name, known)));
    }

    private Mono<Orphan> stray(String name, Map<String, Claim> known) {
        Claim claim = known.get(claimOf(name));
        Placement placement = Placement.database(Clusters.MAIN, name);
        if (claim == null) {
            return databases
                    .isEmpty(placement)
                    .filter(empty -> !empty)
                    .map(occupied -> Orphan.database(name, clock.instant()));
        }
        return claim.wasDropped() ? droppedAgain(placement).then(Mono.empty()) : Mono.empty();
    }

    /** What appears under a namespace whose data was dropped was written by somebody who came too late. */
    private Mono<Void> droppedAgain(Placement placement) {
        return databases
                .isEmpty(placement)
                .filter(empty -> !empty)
                .doOnNext(late -> LOG.warn("Drops what was written too late into {}", placement.namespace()))
                .flatMap(late -> databases.drop(placement));
    }

    private static String claimOf(String database) {
        return Claim.namespace(Placement.database(Clusters.MAIN, database));
    }
}
