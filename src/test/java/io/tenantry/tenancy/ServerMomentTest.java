package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Whose word a reading is, by what servers say of themselves. */
class ServerMomentTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void anElectionBeginsATerm() {
        ObjectId election = new ObjectId();

        assertThat(primary(election, NOON).term())
                .isEqualTo(primary(election, NOON.plusSeconds(600)).term())
                .isNotEqualTo(primary(new ObjectId(), NOON).term());
        assertThat(primary(election, NOON).time()).isEqualTo(NOON);
    }

    @Test
    void aServerThatStandsAloneIsNeverFollowedByAnother() {
        assertThat(ServerMoment.of(hello(NOON)).term())
                .isEqualTo(ServerMoment.of(hello(NOON.plusSeconds(600))).term());
    }

    @Test
    void behindARouterNothingIsSureForLongerThanAMinute() {
        assertThat(router(NOON).term())
                .isEqualTo(router(NOON.plusSeconds(59)).term())
                .isNotEqualTo(router(NOON.plusSeconds(60)).term());
    }

    private static ServerMoment primary(ObjectId election, Instant time) {
        return ServerMoment.of(hello(time).append("electionId", election));
    }

    private static ServerMoment router(Instant time) {
        return ServerMoment.of(hello(time).append("msg", "isdbgrid"));
    }

    private static Document hello(Instant time) {
        return new Document("ok", 1.0).append("localTime", Date.from(time));
    }
}
