package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final ObjectId EVENT = new ObjectId();

    static Frame frame(long seq) {
        return new Frame(seq, null, new byte[10]);
    }

    static List<Frame> frames(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(CursorTest::frame).toList();
    }

    @Test
    void whatComesNextIsWantedOnce() {
        Cursor cursor = new Cursor(4, null);

        assertThat(frames(3, 6))
                .filteredOn(cursor::wants)
                .extracting(Frame::seq)
                .containsExactly(5L, 6L);
        assertThat(frames(3, 6)).noneMatch(cursor.past(frames(3, 6))::wants);
    }

    @Test
    void aGapIsNoticed() {
        Cursor cursor = new Cursor(4, null);

        assertThat(cursor.misses(frames(6, 7))).isTrue();
        assertThat(cursor.misses(frames(5, 7))).isFalse();
        assertThat(cursor.misses(frames(2, 3))).isFalse();
        assertThat(cursor.misses(List.of())).isFalse();
    }

    @Test
    void itNeverGoesBack() {
        assertThat(new Cursor(9, null).past(frames(1, 3)).seq()).isEqualTo(9);
    }

    @Test
    void whatIsNotWantedIsPassedOver() {
        Cursor cursor = new Cursor(0, EVENT);
        List<Frame> frames =
                List.of(frame(1), new Frame(2, EVENT, new byte[0]), new Frame(3, new ObjectId(), new byte[0]));

        assertThat(frames).filteredOn(cursor::wants).extracting(Frame::seq).containsExactly(2L);
        assertThat(cursor.past(frames)).isEqualTo(new Cursor(3, EVENT));
    }

    @Test
    void whoClaimsTooMuchBeginsAtTheEnd() {
        assertThat(new Resume(3L, null).from(5)).isEqualTo(new Cursor(3, null));
        assertThat(new Resume(3L, null).hello(5)).isEqualTo(new Resume.Hello("hello", 5, true));
        assertThat(new Resume(6L, null).from(5)).isEqualTo(new Cursor(5, null));
        assertThat(new Resume(6L, null).hello(5).recovered()).isFalse();
        assertThat(new Resume(null, EVENT).from(5)).isEqualTo(new Cursor(5, EVENT));
        assertThat(new Resume(null, null).hello(5).recovered()).isFalse();
    }
}
