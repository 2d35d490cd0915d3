package io.tenantry.announcement;

import static io.tenantry.announcement.CursorTest.frame;
import static io.tenantry.announcement.CursorTest.frames;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

    @Test
    void itKnowsWhatCameAfterANumber() {
        Recent recent = Recent.at(10).with(frames(11, 14));

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
        assertThat(Recent.at(10).with(frames(11, 14)).after(9)).isEmpty();
        assertThat(Recent.at(10).after(9)).isEmpty();
        assertThat(Recent.at(10).after(10)).contains(List.of());
    }

    @Test
    void theOldestLeave() {
        Recent recent = Recent.at(0).with(frames(1, Recent.MOST)).with(frames(Recent.MOST + 1, Recent.MOST + 2));

        assertThat(recent.frames())
                .hasSize(Recent.MOST)
                .first()
                .extracting(Frame::seq)
                .isEqualTo(3L);
    }

    @Test
    void itsBytesAreLimitedToo() {
        Frame large = new Frame(2, null, new byte[Recent.MOST_BYTES]);

        assertThat(Recent.at(0).with(List.of(frame(1), large)).frames()).containsExactly(large);
        assertThat(Recent.at(0).with(List.of(frame(1), large, frame(3))).frames())
                .extracting(Frame::seq)
                .containsExactly(3L);
    }

    @Test
    void whatIsKnownOrHasAGapIsLeftOut() {
        Recent recent = Recent.at(2).with(frames(1, 4));

        assertThat(recent.frames()).extracting(Frame::seq).containsExactly(3L, 4L);
        assertThat(recent.with(frames(6, 7))).isEqualTo(recent);
    }
}
