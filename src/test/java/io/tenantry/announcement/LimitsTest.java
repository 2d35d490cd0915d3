package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one connection, one person and one organization may have. */
class LimitsTest {

    @Test
    void aBacklogIsLimitedByMessagesAndByBytes() {
        assertThat(new Backlog(Backlog.MOST, Backlog.MOST_BYTES).isTooLong()).isFalse();
        assertThat(new Backlog(Backlog.MOST + 1, 0).isTooLong()).isTrue();
        assertThat(new Backlog(0, Backlog.MOST_BYTES + 1).isTooLong()).isTrue();
    }

    @Test
    void aFloodIsCountedByTheSecond() {
        Inbound most = repeated(Inbound.since(0), Inbound.MOST_A_SECOND, inbound -> inbound.heard(999_999_999));

        assertThat(most.isFlood()).isFalse();
        assertThat(most.heard(999_999_999).isFlood()).isTrue();
        assertThat(most.heard(1_000_000_000)).isEqualTo(new Inbound(1_000_000_000, 1));
    }

    @Test
    void whoIsSilentForTwoPingsIsLost() {
        Pulse pulse = Pulse.since(0).pinged().heard(5).pinged();

        assertThat(pulse.isLost()).isFalse();
        assertThat(pulse.pinged().isLost()).isTrue();
        assertThat(pulse.pinged().heard(6).isLost()).isFalse();
    }

    @Test
    void aPortionIsAtLeastOneFrame() {
        List<Frame> frames = CursorTest.frames(1, 5);

        assertThat(Frame.portion(frames, 30)).isEqualTo(frames.subList(0, 3));
        assertThat(Frame.portion(frames, 9)).isEqualTo(frames.subList(0, 1));
        assertThat(Frame.portion(List.of(), 9)).isEmpty();
    }

    private static <T> T repeated(T first, int times, UnaryOperator<T> step) {
        return Stream.iterate(first, step).skip(times).findFirst().orElseThrow();
    }

    @Test
    void placesAreOfAPersonAndOfAnOrganization() {
        UserId ada = UserId.create();
        UserId bob = UserId.create();
        Places places = new Places(new ConnectionSettings(2, 3, Duration.ofSeconds(1), Duration.ofSeconds(25)));
        places.take(ada);
        places.take(ada);

        assertRefused(places, ada);
        places.take(bob);
        assertRefused(places, bob);
        places.giveBack(ada);
        places.take(bob);
        places.giveBack(ada);
        places.giveBack(bob);
        assertThat(places.areFree()).isFalse();
        places.giveBack(bob);
        assertThat(places.areFree()).isTrue();
    }

    private static void assertRefused(Places places, UserId user) {
        assertThatThrownBy(() -> places.take(user))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED));
    }
}
