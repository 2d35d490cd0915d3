package io.tenantry.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list: the query parameters {@code limit}, 1 to {@value #MAX_LIMIT}, by default {@value #DEFAULT_LIMIT},
 * and {@code cursor}, from the page before. A controller takes it as an argument without any annotation.
 *
 * @param limit how many items at most
 * @param position where the page before ended, as given to {@link Page#of}; null for the first page
 */
public record PageRequest(int limit, @Nullable String position) {

    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;

    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    /**
     * Reads the two parameters.
     *
     * @throws ProblemException 400 when one of them is not what it should be
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit == null ? DEFAULT_LIMIT : limit(limit), cursor == null ? null : position(cursor));
    }

    /** How many items a store looks for: one more than the page holds, to know whether there is a next one. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * Where the page before ended, in a list that is ordered by id; null for the first page.
     *
     * @throws ProblemException 400 for a position that this list never had
     */
    public @Nullable ObjectId afterId() {
        if (position != null && !ObjectId.isValid(position)) {
            throw badCursor();
        }
        return position == null ? null : new ObjectId(position);
    }

    /** 400, for a position that this list never had. */
    public static ProblemException badCursor() {
        return ProblemException.invalid("cursor", "is not a cursor of this list");
    }

    static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    private static int limit(String text) {
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : MAX_LIMIT + 1;
        if (limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static String position(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String position = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!position.isEmpty()) {
                return position;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Refused below, in the same words.
        }
        throw badCursor();
    }
}
