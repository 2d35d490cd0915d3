package io.tenantry.identity.throttle;

import java.time.Instant;
import org.bson.types.ObjectId;

/**
 * One attempt, which is a failure until it is taken back.
 *
 * @param token tells it from another one of the same millisecond
 */
record Attempt(ObjectId token, Instant at) {

    static Attempt at(Instant now) {
        return new Attempt(new ObjectId(), now);
    }
}
