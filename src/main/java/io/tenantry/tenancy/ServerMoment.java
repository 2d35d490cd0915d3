package io.tenantry.tenancy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a server's clock shows, and during whose term as primary: what was read in one term, and no majority had yet, may be
 * rolled back before the next (MongoDB manual, "Rollbacks During Replica Set Failover").
 *
 * @param term the same as long as nothing can have been rolled back. A router does not tell who its shards elect, so behind one
 *     every minute is taken for another
 */
public record ServerMoment(Instant time, Object term) {

    /** What a router says of itself (MongoDB manual, {@code hello}, "Sharded Instances"). */
    private static final String ROUTER = "isdbgrid";

    /** A server that stands alone is followed by nobody else. */
    private static final String ONLY_TERM = "";

    static ServerMoment of(Document hello) {
        Instant time = hello.get("localTime", Date.class).toInstant();
        @Nullable ObjectId election = hello.get("electionId", ObjectId.class);
        Object unelected = ROUTER.equals(hello.get("msg")) ? time.truncatedTo(ChronoUnit.MINUTES) : ONLY_TERM;
        return new ServerMoment(time, election == null ? unelected : election);
    }
}
