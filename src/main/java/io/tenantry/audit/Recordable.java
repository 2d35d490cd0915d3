package io.tenantry.audit;

import io.tenantry.kernel.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms in which values stand in the log: bounded, and the same when they are read as when they were hashed. */
final class Recordable {

    static final int MAX_TEXT = 1_000;
    static final int MAX_ITEMS = 100;
    static final int MAX_ID = 200;

    private static final String CUT = "…";

    private Recordable() {}

    static @Nullable String id(@Nullable String id) {
        return id == null ? null : cut(id, MAX_ID);
    }

    static @Nullable String text(@Nullable String value) {
        return value == null ? null : cut(value, MAX_TEXT);
    }

    static @Nullable String time(@Nullable Instant value) {
        return value == null ? null : Timestamps.format(value);
    }

    static @Nullable String constant(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable List<String> texts(@Nullable List<String> values) {
        if (values == null) {
            return null;
        }
        Stream<String> kept = values.stream().limit(MAX_ITEMS).map(value -> cut(value, MAX_TEXT));
        return (values.size() <= MAX_ITEMS ? kept : Stream.concat(kept, Stream.of(CUT))).toList();
    }

    /** What is no Unicode becomes a question mark here, and not in the database, where the hash would not fit it. */
    private static String cut(String text, int length) {
        String kept = text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length)) + CUT;
        return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
