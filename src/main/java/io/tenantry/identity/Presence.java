package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import java.time.Instant;

/**
 * Somebody who stays connected.
 *
 * @param until when what they have shown is good no more
 */
public record Presence(Actor actor, Instant until) {

    /** Whether what they have shown has come to its end. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
