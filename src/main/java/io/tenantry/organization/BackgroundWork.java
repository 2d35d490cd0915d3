package io.tenantry.organization;

import io.tenantry.kernel.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that an instance does about organizations without being asked. */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

    /** What begins operations stops before this instance hands its own back. */
    private static final int BEFORE_OPERATIONS = OperationRunner.PHASE + 1;

    /** What operations need goes on until they have ended. */
    private static final int AFTER_OPERATIONS = OperationRunner.PHASE - 2_048;

    @Bean
    Rounds directoryRefreshes(DirectoryRefresh refresh) {
        return new Rounds(
                "directory refresh",
                AFTER_OPERATIONS,
                Rounds.every(Duration.ZERO, DirectoryRefresh.EVERY),
                refresh::refresh);
    }

    @Bean
    Rounds operationTakeovers(OperationTakeover takeover) {
        return new Rounds(
                "operation takeover",
                BEFORE_OPERATIONS,
                Rounds.every(Duration.ZERO, OperationTakeover.EVERY),
                takeover::look);
    }

    @Bean
    Rounds retiredNamespaceDrops(RetiredNamespaces retired) {
        return new Rounds("retired namespaces", AFTER_OPERATIONS, retired::ticks, retired::dropDue);
    }

    @Bean
    Rounds sweeps(Sweeper sweeper, OrganizationSettings settings) {
        return new Rounds(
                "sweeper",
                BEFORE_OPERATIONS,
                Rounds.every(settings.sweepEvery(), settings.sweepEvery()),
                sweeper::sweepInTurn);
    }
}
