package io.tenantry.tenancy;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Documents that stand side by side in the order of {@code _id}, all of one {@link IdBracket}.
 *
 * @param first the least {@code _id}
 * @param last the greatest {@code _id}
 * @param count how many documents there are from the first to the last, both included
 */
record IdRange(BsonValue first, BsonValue last, long count) {

    static IdRange of(BsonValue id) {
        return new IdRange(id, id, 1);
    }

    /** Whether the next {@code _id} in the order belongs to this range, which is to have at most {@code limit}. */
    boolean accepts(BsonValue next, long limit) {
        return count < limit && IdBracket.of(last).equals(IdBracket.of(next));
    }

    IdRange extendedTo(BsonValue next) {
        return new IdRange(first, next, count + 1);
    }

    /** A single value is matched by equality: null, NaN and the extreme keys have no range. */
    BsonDocument filter() {
        return new BsonDocument("_id", count == 1 ? new BsonDocument("$eq", first) : between());
    }

    private BsonDocument between() {
        return new BsonDocument("$gte", first).append("$lte", last);
    }
}
