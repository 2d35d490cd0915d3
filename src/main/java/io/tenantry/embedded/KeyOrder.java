package io.tenantry.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order of keys: total over all BSON values, and equal only for what is the same value of the same type. Kinds that
 * are common as {@code _id} are in their natural order, so that a scan returns them in it; the others are in the order of
 * their bytes. It is the order of the file: changing it makes existing files unreadable.
 */
final class KeyOrder {

    private KeyOrder() {}

    static int compare(@Nullable Object a, @Nullable Object b) {
        int rank = rank(a);
        int byRank = Integer.compare(rank, rank(b));
        return byRank != 0 || a == null || b == null ? byRank : compareAlike(rank, a, b);
    }

    private static int rank(@Nullable Object value) {
        if (value == null || value instanceof Missing) {
            return 0;
        } else if (value instanceof Integer || value instanceof Long || value instanceof Double) {
            return 1;
        } else if (value instanceof String) {
            return 2;
        } else if (value instanceof ObjectId) {
            return 3;
        } else if (value instanceof UUID) {
            return 4;
        }
        return value instanceof Instant ? 5 : 6;
    }

    private static int compareAlike(int rank, Object a, Object b) {
        return switch (rank) {
            case 0 -> 0;
            case 1 -> compareNumbers((Number) a, (Number) b);
            case 2 -> ((String) a).compareTo((String) b);
            case 3 -> ((ObjectId) a).compareTo((ObjectId) b);
            case 4 -> ((UUID) a).compareTo((UUID) b);
            case 5 -> ((Instant) a).compareTo((Instant) b);
            default -> BsonType.compareBytes(new Document("", a), new Document("", b));
        };
    }

    /** A long beyond 2^53 may equal its neighbour as a double, and an int equals the double of its value. */
    private static int compareNumbers(Number a, Number b) {
        int order = Double.compare(a.doubleValue(), b.doubleValue());
        if (order == 0) {
            order = Long.compare(a.longValue(), b.longValue());
        }
        return order != 0
                ? order
                : a.getClass().getName().compareTo(b.getClass().getName());
    }
}
