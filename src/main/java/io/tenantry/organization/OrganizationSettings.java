package io.tenantry.organization;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make organizations, and how often it is looked for what nothing explains.
 *
 * @param selfService {@code SELF_SERVICE}: whether anybody may, or only the operator
 * @param sweepEvery the least time between two sweeps
 * @param sweepRest after a sweep comes none for so many times as long as it took
 */
@ConfigurationProperties("tenantry.organizations")
record OrganizationSettings(
        @DefaultValue("true") boolean selfService,
        @DefaultValue("1m") Duration sweepEvery,
        @DefaultValue("200") int sweepRest) {}
