package io.tenantry.kernel;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(
        List<T> items,
        @Schema(types = {"string", "null"}) @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page from what a store found.
     *
     * @param found up to {@link PageRequest#fetch()} items in the order of the list; one more than the page holds means
     *     that there is a next one
     * @param position where an item stands in the list, in a form that the store can continue after
     */
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> position) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, request.limit());
        return new Page<>(items, PageRequest.cursor(position.apply(items.get(items.size() - 1))));
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
    }
}
