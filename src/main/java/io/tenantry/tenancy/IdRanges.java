package io.tenantry.tenancy;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Cuts a collection into ranges of {@code _id}, so that each is copied by one bounded command.
 *
 * <p>The ids are read once, in the order of their index and without their documents, as ranges are asked for. A range ends
 * when it is full or when the next {@code _id} is of another {@link IdBracket}; together the ranges hold every document,
 * whatever the types of the ids.
 */
final class IdRanges {

    private static final int BATCH = 5_000;

    private final long limit;
    private @Nullable IdRange open;

    private IdRanges(long limit) {
        this.limit = limit;
    }

    /** The ranges of a collection, in order, of at most {@code limit} documents each. */
    static Flux<IdRange> of(MongoCollection<RawBsonDocument> collection, long limit) {
        return Flux.defer(() -> cut(ids(collection), new IdRanges(limit)));
    }

    private static Flux<BsonValue> ids(MongoCollection<RawBsonDocument> collection) {
        return Flux.from(LongReads.of(collection.find(), BATCH)
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending("_id")))
                .map(IdRanges::id);
    }

    private static Flux<IdRange> cut(Flux<BsonValue> ids, IdRanges ranges) {
        return ids.<IdRange>handle((id, sink) -> ranges.add(id).ifPresent(sink::next))
                .concatWith(Mono.defer(() -> Mono.justOrEmpty(ranges.open)));
    }

    /** The range that is complete because this {@code _id} begins another one, if it does. */
    private Optional<IdRange> add(BsonValue id) {
        IdRange range = open;
        if (range != null && range.accepts(id, limit)) {
            open = range.extendedTo(id);
            return Optional.empty();
        }
        open = IdRange.of(id);
        return Optional.ofNullable(range);
    }

    static BsonValue id(BsonDocument document) {
        BsonValue id = document.get("_id");
        if (id == null) {
            throw new IllegalStateException("A document without _id cannot be copied.");
        }
        return id;
    }
}
