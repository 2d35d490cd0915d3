package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SharedRoomTest {

    private final ProblemException full = new ProblemException(ErrorCode.OVERLOADED, "Come back later.");

    private final SharedRoom room = new SharedRoom(50, () -> full);

    @Test
    void oneClientGetsFourFifths() {
        assertThat(taken("greedy")).isEqualTo(40);
    }

    @Test
    void whoHasNoneGetsTheLastOne() {
        taken("first");
        taken("second");
        assertThat(taken("third")).isEqualTo(1);

        assertThat(taken("last")).isEqualTo(1);
        assertThatThrownBy(() -> room.take("nobody")).isEqualTo(full);
    }

    @Test
    void besideOneWhoTookAllTheyCouldThereIsRoomForOthers() {
        taken("greedy");

        assertThat(taken("somebody")).isEqualTo(8);
    }

    @Test
    void aPlaceIsFreeWhenItsWorkHasEndedFailedOrWasGivenUp() {
        StepVerifier.create(room.in(Mono.just("done"))).expectNext("done").verifyComplete();
        StepVerifier.create(room.in(Mono.error(full))).verifyErrorMatches(full::equals);
        StepVerifier.create(room.in(Mono.never())).thenCancel().verify();

        assertThat(room.isEmpty()).isTrue();
        assertThat(taken("greedy")).isEqualTo(40);
    }

    private int taken(String client) {
        for (int count = 0; ; count++) {
            try {
                room.take(client);
            } catch (ProblemException noPlace) {
                return count;
            }
        }
    }
}
