package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one document's worth of atomicity must hold to, with many connections at once. */
class ConcurrencyTest {

    private static final int CLIENTS = 100;

    private final EmbeddedDatabase database = EmbeddedDatabase.inMemory();
    private final Client client = Client.of(database.url());
    private final MongoCollection<Document> users = client.collection("org_acme", "users");

    @AfterEach
    void stop() {
        client.close();
        database.close();
    }

    @Test
    void oneOfManyInsertsOfAnIdWins() {
        assertThat(succeeded(i -> users.insertOne(new Document("_id", "same").append("by", i))))
                .isEqualTo(1);
        assertThat(all(users.find())).hasSize(1);
    }

    @Test
    void oneOfManyInsertsOfAUniqueValueWins() {
        uniqueIndex(users, "email");
        assertThat(succeeded(i -> users.insertOne(new Document("_id", i).append("email", "same"))))
                .isEqualTo(1);
        assertThat(all(users.find())).hasSize(1);
    }

    @Test
    void oneOfManyUpdatesToAUniqueValueWins() {
        uniqueIndex(users, "email");
        succeeded(i -> users.insertOne(new Document("_id", i).append("email", "of" + i)));
        assertThat(succeeded(i -> users.updateOne(Filters.eq(i), Updates.set("email", "same"))))
                .isEqualTo(1);
    }

    @Test
    void oneOfManyComparesAndSetsWins() {
        get(users.insertOne(new Document("_id", 1).append("epoch", 0)));
        List<Long> modified = each(i ->
                        users.updateOne(Filters.and(Filters.eq(1), Filters.eq("epoch", 0)), Updates.inc("epoch", 1)))
                .map(result -> result.getModifiedCount())
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(modified).containsOnlyOnce(1L).hasSize(CLIENTS);
    }

    @Test
    void findAndModifyCountsEveryCallOnce() {
        FindOneAndUpdateOptions counter =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        List<Integer> values = each(i -> users.findOneAndUpdate(Filters.eq("counter"), Updates.inc("n", 1), counter))
                .map(document -> document.getInteger("n"))
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(values)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, CLIENTS).boxed().toList());
    }

    @Test
    void aNewCollectionIsMadeOnceByAllWhoNeedIt() {
        Flux<Object> creates =
                each(i -> Mono.from(client.driver().getDatabase("org_acme").createCollection("users"))
                        .cast(Object.class)
                        .onErrorComplete(MongoCommandException.class));
        Flux<Object> indexes =
                each(i -> users.createIndex(new Document("email", 1))).cast(Object.class);
        Flux<Object> inserts =
                each(i -> users.insertOne(new Document("_id", i))).cast(Object.class);
        Flux.merge(creates, indexes, inserts).blockLast();
        assertThat(client.collections("org_acme")).containsExactly("users");
        assertThat(all(users.listIndexes())).hasSize(2);
        assertThat(all(users.find())).hasSize(CLIENTS);
    }

    @Test
    void anAnswerIsNeverHalfAnUpdate() {
        get(users.insertOne(pair(0)));
        AtomicBoolean done = new AtomicBoolean();
        Mono<Void> writer = Flux.range(1, 500)
                .concatMap(i -> users.replaceOne(Filters.eq(1), pair(i)))
                .doFinally(end -> done.set(true))
                .then();
        Flux<Document> readers = Flux.range(0, 4)
                .flatMap(reader ->
                        Mono.defer(() -> Mono.from(users.find(Filters.eq(1)))).repeat(() -> !done.get()));
        List<Document> torn = Flux.merge(writer.cast(Document.class), readers)
                .filter(document -> !document.getInteger("first").equals(document.getInteger("last")))
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(torn).isEmpty();
    }

    @Test
    void aCursorOutlivesChangesAndTheCollection() {
        get(users.insertMany(
                IntStream.range(0, 1000).mapToObj(i -> new Document("_id", i)).toList()));
        List<Document> read = Flux.from(users.find().batchSize(10))
                .concatMap(document -> document.getInteger("_id") == 25
                        ? Mono.from(users.drop()).thenReturn(document)
                        : Mono.just(document))
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(read).hasSize(1000);
        assertThat(client.collections("org_acme")).isEmpty();
    }

    private static Document pair(int value) {
        Document pair = new Document("_id", 1).append("first", value);
        IntStream.range(0, 50).forEach(i -> pair.append("filler" + i + value % 7, "x".repeat(i)));
        return pair.append("last", value);
    }

    private static long succeeded(IntFunction<Publisher<?>> change) {
        return Flux.range(0, CLIENTS)
                .flatMap(i -> Mono.from(change.apply(i)).thenReturn(true).onErrorReturn(false), CLIENTS)
                .filter(won -> won)
                .count()
                .blockOptional()
                .orElseThrow();
    }

    private static <T> Flux<T> each(IntFunction<Publisher<T>> change) {
        return Flux.range(0, CLIENTS).flatMap(change::apply, CLIENTS);
    }
}
