package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Lists": limit 1..200 (50), cursor opaque; anything else 400. */
class PageTest {

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        PageRequest first = PageRequest.of("2", null);
        Page<Integer> one = Page.of(found(1, first.fetch()), first, String::valueOf);
        PageRequest second = PageRequest.of("2", one.nextCursor());
        assertThat(one.items()).containsExactly(1, 2);
        assertThat(Optional.ofNullable(second.position())).contains("2");
    }

    @Test
    void theLastPageHasNoCursor() {
        PageRequest request = PageRequest.of("2", null);
        assertThat(Page.of(found(1, 2), request, String::valueOf)).isEqualTo(new Page<>(List.of(1, 2), null));
        assertThat(Page.of(List.<Integer>of(), request, String::valueOf).nextCursor())
                .isNull();
    }

    @Test
    void fiftyIsTheDefaultAndTwoHundredTheMost() {
        assertThat(PageRequest.of(null, null)).isEqualTo(new PageRequest(50, null));
        assertThat(PageRequest.of("200", null).limit()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "", "x", "1.5", "99999999999", "+5", "05", "\u0665", " 5"})
    void anyOtherLimitIsRefused(String limit) {
        assertThatThrownBy(() -> PageRequest.of(limit, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "a b", "_w", "ä"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> PageRequest.of(null, cursor))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cursor");
    }

    private static List<Integer> found(int from, int count) {
        return IntStream.range(from, from + count).boxed().toList();
    }
}
