package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.tenantry.TenantryTest;
import io.tenantry.identity.FoundingAdmins;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.MasterDatabase;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When it is swept again. */
@TenantryTest
class SweepTurnTests {

    private final Failing organizations;
    private final Sweeper sweeper;

    SweepTurnTests(
            MasterTemplate master,
            MasterDatabase database,
            OperationStore operations,
            ClaimStore claims,
            FoundingAdmins admins,
            OrphanStore orphans,
            OrphanMetrics metrics,
            DatabaseCopier databases,
            Clusters clusters,
            OrganizationSettings settings,
            Clock clock) {
        this.organizations = new Failing(master, database);
        this.sweeper = new Sweeper(
                organizations, operations, claims, admins, orphans, metrics, databases, clusters, settings, clock);
    }

    /** Or a database that was away for ten seconds would not be swept for half an hour. */
    @Test
    void aSweepThatNobodyAnsweredIsMadeUpForInTheNextTurn() {
        sweepTwice(new MongoTimeoutException("It is away."));

        assertThat(organizations.asked).isEqualTo(2);
    }

    /** Or what fails each time would be looked at all the time. */
    @Test
    void aSweepThatFailsForAnotherReasonRestsLikeAnyOther() {
        sweepTwice(new IllegalStateException("It cannot be read."));

        assertThat(organizations.asked).isEqualTo(1);
    }

    private void sweepTwice(RuntimeException failure) {
        organizations.failure = failure;
        sweeper.sweepInTurn().onErrorComplete().block();
        sweeper.sweepInTurn().onErrorComplete().block();
    }

    /** Fails after a while. */
    private static final class Failing extends OrganizationStore {

        private static final Duration A_WHILE = Duration.ofMillis(50);

        private int asked;
        private RuntimeException failure = new IllegalStateException();

        Failing(MasterTemplate master, MasterDatabase database) {
            super(master, database);
        }

        @Override
        Flux<Organization> busy() {
            asked++;
            return Mono.delay(A_WHILE).thenMany(Flux.error(failure));
        }
    }
}
