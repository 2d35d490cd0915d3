package io.tenantry.organization;

import io.tenantry.kernel.StartRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make organizations, and how often it is looked for what nothing explains.
 *
 * @param selfService {@code SELF_SERVICE}: whether anybody may, or only the operator
 * @param deletionGraceDays {@code DELETION_GRACE_DAYS}: so far only 0, a deletion is at once and for good
 * @param sweepEvery the least time between two sweeps
 * @param sweepRest after a sweep comes none for so many times as long as it took
 */
@ConfigurationProperties("tenantry.organizations")
record OrganizationSettings(
        @DefaultValue("true") boolean selfService,
        @DefaultValue("0") int deletionGraceDays,
        @DefaultValue("1m") Duration sweepEvery,
        @DefaultValue("200") int sweepRest) {

    OrganizationSettings {
        if (deletionGraceDays != 0) {
            throw new StartRefusedException(
                    "DELETION_GRACE_DAYS is " + deletionGraceDays + ".",
                    "Leave it out, or set it to 0: what is deleted cannot be restored yet.");
        }
    }
}
