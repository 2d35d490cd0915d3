package io.tenantry.tenancy;

import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves the data of an organization: copies a placement to another one, verifies the copy, drops what is left. Each of
 * these can be repeated after any failure; none holds more in memory than a few batches of documents.
 *
 * <p>A copy is of use only when nothing that has been acknowledged was written to the source after it began; that is for
 * the caller to see to. What was written nevertheless, a latecomer, is found by {@link #verify}, or by {@link #copy} if
 * it stands in the way.
 */
public class DatabaseCopier {

    private static final int DROP_ROUNDS = 5;

    private final Clusters clusters;
    private final RangeLimit limit;

    public DatabaseCopier(Clusters clusters) {
        this(clusters, RangeLimit.STANDARD);
    }

    DatabaseCopier(Clusters clusters, RangeLimit limit) {
        this.clusters = clusters;
        this.limit = limit;
    }

    /**
     * Copies every collection of the source, with its options, indexes and documents, byte by byte, into the target, which
     * is to be fresh: never used before by anybody but an attempt at this same copy. Nothing that is in the target only
     * is touched. Collections named {@code system.*} belong to the server and stay behind.
     *
     * <p>Both must be on one cluster: the documents go from database to database within the server ({@code $merge},
     * MongoDB manual, Aggregation Stages), at most 50,000 or some 64 MiB a command and 120 s for each.
     *
     * @param progress told how far it is, first before the first document; called on the driver's threads, so it may not
     *     block
     * @return completes when all is copied and acknowledged by a majority; fails with a {@link LatecomerException} when
     *     the source changed in a way that the copy met, with an {@link UncopyableCollectionException} before anything is
     *     copied when the source holds what no tenant has, and with any other error as the driver reports it
     */
    public Mono<Void> copy(Placement source, Placement target, Consumer<CopyProgress> progress) {
        return Mono.defer(() -> {
            requireCopyable(source, target);
            return copy(at(source), at(target)).doOnNext(progress).then();
        });
    }

    /**
     * Compares a copy with its source: the names and options of collections, the definitions of indexes, and the bytes of
     * every document, reading on both sides what a majority has acknowledged.
     *
     * <p>Two things make a copy differ although nobody wrote: a TTL index, when it removes a document from one side first,
     * and a field of a document's first level that holds {@code Timestamp(0, 0)}, which a server replaces by its time
     * whenever it inserts (MongoDB manual, BSON Types, Timestamps). A tenant has neither.
     *
     * @return what differs first, if anything; whoever copies again copies into a fresh namespace
     */
    public Mono<Verification> verify(Placement source, Placement copy) {
        return Mono.defer(() -> firstDifference(at(source), at(copy)))
                .map(Verification::differs)
                .defaultIfEmpty(Verification.SAME);
    }

    /**
     * Drops the collections of this placement, each by its exact name, until there are none. Never drops the database:
     * some servers would take along those whose names begin with this one.
     *
     * @return completes when nothing is left, at once if there was nothing; fails with an {@link IllegalStateException}
     *     when collections reappear as fast as they are dropped
     */
    public Mono<Void> drop(Placement placement) {
        return Mono.defer(() -> dropAll(at(placement)).repeat(DROP_ROUNDS - 1).any(dropped -> dropped == 0))
                .filter(empty -> empty)
                .switchIfEmpty(Mono.error(() ->
                        new IllegalStateException("Collections keep reappearing in " + placement.namespace() + ".")))
                .then();
    }

    /** Whether the placement holds no collection at all. */
    public Mono<Boolean> isEmpty(Placement placement) {
        return Mono.defer(() -> at(placement).names().hasElements()).map(occupied -> !occupied);
    }

    private PlacedDatabase at(Placement placement) {
        return new PlacedDatabase(clusters, placement);
    }

    private static void requireCopyable(Placement source, Placement target) {
        if (source.namespace().equals(target.namespace())) {
            throw new IllegalArgumentException("A placement cannot be copied to itself.");
        }
        if (!source.cluster().equals(target.cluster())) {
            throw new UnsupportedOperationException("Copying from cluster to cluster is not supported.");
        }
    }

    private Flux<CopyProgress> copy(PlacedDatabase source, PlacedDatabase target) {
        return source.definitions()
                .map(CollectionDefinitions::requireCopyable)
                .flatMapMany(collections -> copy(source, target, collections));
    }

    private Flux<CopyProgress> copy(
            PlacedDatabase source, PlacedDatabase target, List<CollectionDefinition> collections) {
        Flux<Long> copied = Flux.fromIterable(collections)
                .concatMap(collection -> new CollectionCopy(source, target, collection, limit).run());
        return estimate(source, collections)
                .map(CopyProgress::outOf)
                .flatMapMany(start -> copied.scan(start, CopyProgress::plus));
    }

    private static Mono<Long> estimate(PlacedDatabase source, List<CollectionDefinition> collections) {
        return Flux.fromIterable(collections)
                .concatMap(collection -> source.collection(collection.name()).estimatedDocumentCount())
                .reduce(0L, Long::sum);
    }

    private static Mono<Difference> firstDifference(PlacedDatabase source, PlacedDatabase copy) {
        return Mono.zip(source.definitions(), copy.definitions())
                .flatMap(both -> Mono.justOrEmpty(both.getT1().firstDifference(both.getT2()))
                        .switchIfEmpty(firstWithin(source, copy, both.getT1().all())));
    }

    private static Mono<Difference> firstWithin(
            PlacedDatabase source, PlacedDatabase copy, List<CollectionDefinition> collections) {
        return Flux.fromIterable(collections)
                .concatMap(collection -> new CollectionVerification(source, copy, collection.name()).run())
                .next();
    }

    private static Mono<Long> dropAll(PlacedDatabase database) {
        return database.names()
                .sort(DatabaseCopier::systemLast)
                .concatMap(name -> database.drop(name).thenReturn(name))
                .count();
    }

    /** The server's own collections go once what they describe is gone, such as {@code system.views}. */
    private static int systemLast(String one, String other) {
        return Boolean.compare(CollectionDefinition.isSystem(one), CollectionDefinition.isSystem(other));
    }
}
