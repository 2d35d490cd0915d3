package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Rounds;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.Placement;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import reactor.core.publisher.Mono;

/** Background work ends when it is stopped and goes on when it is started again. */
@TenantryTest
class LifecycleTests {

    private static final OrganizationId OWNER = OrganizationId.create();

    private final Rounds refresh;
    private final Rounds retired;
    private final Freshness freshness;
    private final ClaimStore claims;
    private final Clusters clusters;
    private final DatabaseCopier databases;

    LifecycleTests(
            @Qualifier("directoryRefreshes") Rounds refresh,
            @Qualifier("retiredNamespaceDrops") Rounds retired,
            Freshness freshness,
            ClaimStore claims,
            Clusters clusters,
            DatabaseCopier databases) {
        this.refresh = refresh;
        this.retired = retired;
        this.freshness = freshness;
        this.claims = claims;
        this.clusters = clusters;
        this.databases = databases;
    }

    @Test
    void aStoppedRefreshLeavesNothingTrustedAndAStartedOneDoes() {
        refresh.stop();
        assertThat(refresh.isRunning()).isFalse();
        await().until(() -> !freshness.isGiven());

        refresh.start();

        assertThat(refresh.isRunning()).isTrue();
        await().until(freshness::isGiven);
    }

    @Test
    void retiredNamespacesAreDroppedAgainAfterAStop() {
        Placement dead = Placement.database(Clusters.MAIN, "org_" + new ObjectId());
        retired.stop();
        assertThat(retired.isRunning()).isFalse();
        Mono.from(clusters.database(dead).getCollection("left").insertOne(new Document("over", 1)))
                .then(claims.take(OWNER, new ObjectId(), List.of(Claim.namespace(dead))))
                .then(claims.retire(OWNER, dead, Instant.EPOCH))
                .block();

        retired.start();

        assertThat(retired.isRunning()).isTrue();
        await().until(() -> Boolean.TRUE.equals(databases.isEmpty(dead).block()));
    }
}
