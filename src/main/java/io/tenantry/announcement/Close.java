package io.tenantry.announcement;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Tenant;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection is closed.
 *
 * @param code of a WebSocket (RFC 6455, section 7.4): from 4000 on the service's own, of which the last three digits are
 *     those of the HTTP status that a new connection would get
 * @param reason for people, at most 123 bytes
 */
record Close(int code, String reason) {

    static final Close FLOODED = new Close(1008, "You send too much.");
    static final Close BINARY = new Close(1003, "Only text is understood here.");
    static final Close TOO_SLOW = new Close(3008, "You fell behind. Resume with after=<the last seq you have>.");
    static final Close EXPIRED = new Close(4401, "The token has expired.");
    static final Close SUSPENDED = new Close(4403, "The organization is suspended.");
    static final Close GONE = new Close(4404, "The organization does not exist any more.");

    /** Enough for who reads at all to take what is on its way before it: half a megabyte. */
    private static final Duration PATIENCE_WITH_THE_SLOW = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The service is going down; everybody is given another time to come back at, so that they do not come all at once. */
    static Close goingDown(Duration retryAfter) {
        return new Close(1001, "Going down. Connect again in " + retryAfter.toMillis() + " ms.");
    }

    /** How long somebody has to take why they are closed, before they are cut off. */
    Duration patience() {
        return equals(TOO_SLOW) ? PATIENCE_WITH_THE_SLOW : PATIENCE;
    }

    /** Why everybody of an organization is closed, if they are; null for one that is not there. */
    static Optional<Close> all(@Nullable Tenant tenant) {
        if (tenant == null || !tenant.isThere()) {
            return Optional.of(GONE);
        }
        return tenant.access() == Tenant.Access.SUSPENDED ? Optional.of(SUSPENDED) : Optional.empty();
    }

    /** For somebody who may not listen any more. */
    static Close of(ProblemException refusal) {
        if (refusal.code() == ErrorCode.ORGANIZATION_SUSPENDED) {
            return SUSPENDED;
        }
        return switch (refusal.code().status()) {
            case UNAUTHORIZED -> new Close(4401, "The session has ended, or its account or key was closed.");
            case NOT_FOUND -> GONE;
            default -> new Close(4403, "You may not read announcements any more.");
        };
    }
}
