package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.junit.jupiter.api.Test;

/** How much of the heap bodies may take that are on their way. */
class BodyRoomTest {

    private static final int KIB = 1024;

    private final BodyRoom room = new BodyRoom(100 * KIB);

    @Test
    void shortBodiesNeedNoRoom() {
        for (int i = 0; i < 1_000; i++) {
            room.share().take(16 * KIB);
        }

        assertThat(room.taken()).isZero();
    }

    @Test
    void longOnesShareIt() {
        BodyRoom.Share first = room.share();
        first.take(10 * KIB);
        first.take(80 * KIB);

        BodyRoom.Share second = room.share();
        assertThatThrownBy(() -> second.take(60 * KIB))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
        second.giveBack();
        first.giveBack();

        assertThat(room.taken()).isZero();
    }

    /** It is read to its end and thrown away. */
    @Test
    void whatIsTooLongTakesNothing() {
        BodyRoom.Share share = new BodyRoom(2 * 1024 * KIB).share();
        for (int i = 0; i < 10; i++) {
            share.take(1024 * KIB);
        }

        BodyRoom.Share another = room.share();
        another.take(50 * KIB);
        another.take(1024 * KIB);

        assertThat(room.taken()).isZero();
    }

    /** The end of a request and the last bytes of its body come from two threads. */
    @Test
    void whatArrivesAfterTheEndTakesNothing() {
        BodyRoom.Share share = room.share();
        share.take(50 * KIB);
        share.giveBack();

        share.take(50 * KIB);
        share.giveBack();

        assertThat(room.taken()).isZero();
    }
}
