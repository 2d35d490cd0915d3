package io.tenantry.identity.throttle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bson.types.ObjectId;

/**
 * Something that was done and is counted: a check of a password or of a code, which is a failure until it is taken back, a
 * sign-up, a request about a forgotten password, a mail.
 *
 * @param token tells it from another one of the same millisecond
 */
record Attempt(ObjectId token, Instant at) {

    /** One that is made now, as exact as a BSON date. */
    static Attempt at(Instant now) {
        return new Attempt(new ObjectId(), now.truncatedTo(ChronoUnit.MILLIS));
    }
}
