package io.tenantry.organization;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make organizations, and how often it is looked for what nothing explains.
 *
 * @param selfService {@code SELF_SERVICE}: whether anybody may, or only the operator
 * @param sweepEvery the time between two sweeps
 */
@ConfigurationProperties("tenantry.organizations")
record OrganizationSettings(
        @DefaultValue("true") boolean selfService,
        @DefaultValue("1m") Duration sweepEvery) {}
