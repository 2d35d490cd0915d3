package io.tenantry.tenancy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.MergeOptions;
import com.mongodb.client.model.MergeOptions.WhenMatched;
import com.mongodb.client.model.MergeOptions.WhenNotMatched;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import java.util.Set;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Copies one collection to another database of the same cluster, without its documents passing through this process. To
 * copy to another cluster, {@link #merge} is the one step that would have to read and write instead.
 */
final class CollectionCopy {

    private static final int NAMESPACE_EXISTS = 48;
    private static final int DUPLICATE_KEY = 11000;
    /** IndexOptionsConflict and IndexKeySpecsConflict. */
    private static final Set<Integer> INDEX_CONFLICTS = Set.of(85, 86);

    /** A field set to itself, in a name that no document has: nothing changes. See {@link #pipeline}. */
    private static final Field<String> NO_CHANGE = new Field<>("__copy", "$__copy");

    private final PlacedDatabase source;
    private final PlacedDatabase target;
    private final CollectionDefinition definition;
    private final RangeLimit limit;

    CollectionCopy(PlacedDatabase source, PlacedDatabase target, CollectionDefinition definition, RangeLimit limit) {
        this.source = source;
        this.target = target;
        this.definition = definition;
        this.limit = limit;
    }

    /** Creates the collection, its indexes, then its documents: emits how many, each time a range of them is copied. */
    Flux<Long> run() {
        return create().then(createIndexes())
                .thenMany(Flux.defer(this::copyDocuments))
                .onErrorMap(MongoCommandException.class, this::explained);
    }

    private Mono<Void> create() {
        return target.run(definition.createCommand(target.placement()))
                .onErrorComplete(error -> hasCode(error, NAMESPACE_EXISTS));
    }

    private Mono<Void> createIndexes() {
        return source.indexes(definition.name())
                .filter(indexes -> !indexes.isEmpty())
                .map(indexes -> indexes.createCommand(target.placement().collection(definition.name())))
                .flatMap(target::run);
    }

    /** The ids of a range are read when the one before is copied, and not meanwhile: readers come between. */
    private Flux<Long> copyDocuments() {
        return Mono.zip(whenMatched(), rangeSize())
                .flatMapMany(both -> IdRanges.of(source.collection(definition.name()), both.getT2())
                        .concatMap(range -> merge(range, both.getT1()).thenReturn(range.count()), 0));
    }

    /**
     * What to do with a document that is there already. In an empty collection there is none: one that turns up in the
     * meantime has been written by somebody else, and the copy fails with a duplicate key. In any other, which an attempt
     * before this one left behind, the source's document takes its place, so that repeating a copy completes it.
     * {@code keepExisting} is not an option: the server carries it out as {@code $setOnInsert}, which orders fields by
     * name and takes a dot in a name for a path.
     */
    private Mono<WhenMatched> whenMatched() {
        return Mono.from(target.collection(definition.name()).find().limit(1))
                .map(found -> WhenMatched.REPLACE)
                .defaultIfEmpty(WhenMatched.FAIL);
    }

    private Mono<Long> rangeSize() {
        return source.averageSize(definition.name()).map(limit::in);
    }

    private Mono<Void> merge(IdRange range, WhenMatched whenMatched) {
        MongoCollection<RawBsonDocument> documents = source.collection(definition.name());
        return Mono.from(documents
                .aggregate(pipeline(range, whenMatched))
                .bypassDocumentValidation(definition.hasValidator() ? true : null)
                .toCollection());
    }

    /**
     * {@code $addFields} is there for the embedded server: it would otherwise put the very object that the source holds
     * into the target, and an update of the one would from then on change the other.
     */
    private List<Bson> pipeline(IdRange range, WhenMatched whenMatched) {
        return List.of(
                Aggregates.match(range.filter()),
                Aggregates.addFields(NO_CHANGE),
                Aggregates.merge(
                        targetNamespace(),
                        new MergeOptions()
                                .uniqueIdentifier("_id")
                                .whenMatched(whenMatched)
                                .whenNotMatched(WhenNotMatched.INSERT)));
    }

    private MongoNamespace targetNamespace() {
        return target.collection(definition.name()).getNamespace();
    }

    private Throwable explained(MongoCommandException error) {
        if (hasCode(error, DUPLICATE_KEY)) {
            return latecomer(Difference.Kind.DUPLICATE_KEY, "a document", "another in its place", error);
        }
        return INDEX_CONFLICTS.contains(error.getErrorCode())
                ? latecomer(Difference.Kind.INDEX, "an index", "another of that name or those keys", error)
                : error;
    }

    private LatecomerException latecomer(Difference.Kind kind, String there, String here, MongoCommandException error) {
        return new LatecomerException(new Difference(kind, definition.name(), there, here), error);
    }

    private static boolean hasCode(Throwable error, int code) {
        return error instanceof MongoCommandException refused && refused.getErrorCode() == code;
    }
}
