package io.tenantry.tenancy;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Sorts;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares a collection with its copy: indexes, then every document byte by byte, one cursor a side in the order of
 * {@code _id}. Holds a batch or two of documents a side, whatever the size of the collection.
 */
final class CollectionVerification {

    private static final int BATCH = 500;
    private static final int PREFETCH = 64;
    /** What follows the last document; no stored document is empty. */
    private static final RawBsonDocument END = RawBsonDocument.parse("{}");

    private final PlacedDatabase source;
    private final PlacedDatabase copy;
    private final String collection;

    CollectionVerification(PlacedDatabase source, PlacedDatabase copy, String collection) {
        this.source = source;
        this.copy = copy;
        this.collection = collection;
    }

    /** What differs first; empty when nothing does. */
    Mono<Difference> run() {
        return firstIndex().switchIfEmpty(Mono.defer(this::firstDocument));
    }

    private Mono<Difference> firstIndex() {
        return Mono.zip(source.indexes(collection), copy.indexes(collection))
                .flatMap(both -> Mono.justOrEmpty(both.getT1().firstDifference(collection, both.getT2())));
    }

    /** The copy is asked once the source has answered: two large reads begun at once keep a small server from all else. */
    private Mono<Difference> firstDocument() {
        return documents(source)
                .switchOnFirst((first, all) -> Flux.zip(
                        both -> new Pair((RawBsonDocument) both[0], (RawBsonDocument) both[1]),
                        PREFETCH,
                        all,
                        documents(copy)))
                .filter(Pair::differs)
                .map(pair -> pair.difference(collection))
                .next();
    }

    /**
     * Only what a majority has is compared: what a failover can undo is no copy. Nothing is overlooked by that, because a
     * majority has acknowledged the last write of the copy, and so everything that was written before it.
     */
    private Flux<RawBsonDocument> documents(PlacedDatabase side) {
        return Flux.from(LongReads.of(
                                side.collection(collection)
                                        .withReadConcern(ReadConcern.MAJORITY)
                                        .find(),
                                BATCH)
                        .sort(Sorts.ascending("_id")))
                .concatWithValues(END);
    }

    private record Pair(RawBsonDocument source, RawBsonDocument copy) {

        boolean differs() {
            return !source.getByteBuffer().asNIO().equals(copy.getByteBuffer().asNIO());
        }

        Difference difference(String collection) {
            String here = describe(source);
            String there = describe(copy);
            return new Difference(
                    Difference.Kind.DOCUMENT, collection, here, here.equals(there) ? "other bytes" : there);
        }

        private static String describe(RawBsonDocument document) {
            return document.isEmpty() ? Difference.NOTHING : new BsonDocument("_id", IdRanges.id(document)).toJson();
        }
    }
}
