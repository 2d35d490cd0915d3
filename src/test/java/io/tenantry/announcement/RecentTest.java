package io.tenantry.announcement;

import static io.tenantry.announcement.CursorTest.frames;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final long NOW = -1;
    private static final long WHILE_NEW = Recent.NEW.toNanos();

    @Test
    void itKnowsWhatCameAfterANumber() {
        Recent recent = Recent.at(10).with(frames(11, 14), NOW);

        assertThat(recent.end()).isEqualTo(14);
        assertThat(recent.after(12))
                .hasValueSatisfying(
                        found -> assertThat(found).extracting(Frame::seq).containsExactly(13L, 14L));
        assertThat(recent.after(10))
                .hasValueSatisfying(found -> assertThat(found).hasSize(4));
        assertThat(recent.after(14)).contains(List.of());
        assertThat(recent.after(99)).contains(List.of());
    }

    @Test
    void itSaysWhenItDoesNotKnow() {
        assertThat(Recent.at(10).with(frames(11, 14), NOW).after(9)).isEmpty();
        assertThat(Recent.at(10).after(9)).isEmpty();
        assertThat(Recent.at(10).after(10)).contains(List.of());
    }

    @Test
    void theOldestLeave() {
        Recent recent =
                Recent.at(0).with(frames(1, Recent.MOST), NOW).with(frames(Recent.MOST + 1, Recent.MOST + 2), NOW);

        assertThat(recent.frames())
                .hasSize(Recent.MOST)
                .first()
                .extracting(Frame::seq)
                .isEqualTo(3L);
    }

    /** Whoever takes a large page at their own pace need not read it from the database, each for themselves. */
    @Test
    void whatIsNewIsKeptForAWhile() {
        List<Frame> page = largeFrames(1, 20);
        Recent recent = Recent.at(0).with(page, NOW);

        assertThat(recent.with(List.of(), NOW + WHILE_NEW - 1).after(0)).contains(page);
        assertThat(recent.with(List.of(), NOW + WHILE_NEW).frames())
                .extracting(Frame::seq)
                .containsExactly(19L, 20L);
    }

    @Test
    void whatIsNewIsLimitedToo() {
        assertThat(Recent.at(0).with(largeFrames(1, 64), NOW).after(0)).isPresent();
        assertThat(Recent.at(0)
                        .with(largeFrames(1, 64), NOW)
                        .with(List.of(new Frame(65, null, new byte[Recent.MOST_NEW_BYTES])), NOW)
                        .frames())
                .hasSize(1);
    }

    /** As long as they get: with characters of three bytes. */
    private static List<Frame> largeFrames(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> new Frame(seq, null, new byte[16_000]))
                .toList();
    }

    @Test
    void whatIsKnownOrHasAGapIsLeftOut() {
        Recent recent = Recent.at(2).with(frames(1, 4), NOW);

        assertThat(recent.frames()).extracting(Frame::seq).containsExactly(3L, 4L);
        assertThat(recent.with(frames(6, 7), NOW)).isEqualTo(recent);
    }
}
