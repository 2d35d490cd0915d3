package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.tenantry.TestMongo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** "Rename by copy", steps 3 and 4: what is copied is the source, and what came late is noticed. */
class DatabaseCopierTests {

    private final CopierFixture fixture = new CopierFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void carriesEveryCollectionEvenAnEmptyOneWithItsIndexes() {
        fixture.insert("users", numbered(3));
        CopierFixture.run(fixture.in(fixture.source, "events")
                .createIndex(Indexes.ascending("starts_at"), new IndexOptions().name("by_start")));

        fixture.copy();

        assertThat(fixture.collections(fixture.target)).containsExactlyInAnyOrder("users", "events");
        assertThat(fixture.indexes(fixture.target, "events"))
                .containsExactlyInAnyOrderElementsOf(fixture.indexes(fixture.source, "events"))
                .hasSize(2);
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void carriesIndexesWithEveryOption() {
        indexEverything();

        fixture.copy();

        assertThat(fixture.indexes(fixture.target, "users"))
                .containsExactlyInAnyOrderElementsOf(fixture.indexes(fixture.source, "users"))
                .hasSize(5);
    }

    @Test
    void copiedUniqueIndexesAreInForce() {
        indexEverything();
        fixture.insert("users", List.of(new Document("_id", 1).append("email", "a")));

        fixture.copy();

        assertThatThrownBy(() -> CopierFixture.run(
                        fixture.in(fixture.target, "users").insertOne(new Document("_id", 2).append("email", "a"))))
                .hasMessageContaining("E11000");
    }

    @Test
    void carriesNamesInAnyScript() {
        List<String> names = List.of("ärger", "события", "イベント", "with space", "dotted.name", "👩‍👩‍👧");
        names.forEach(name -> fixture.insert(name, numbered(2)));

        fixture.copy();

        assertThat(fixture.collections(fixture.target)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void anEmptySourceIsCopied() {
        StepVerifier.create(fixture.copier().copy(fixture.source, fixture.target, progress -> {}))
                .verifyComplete();
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void reportsProgressOverAllCollections() {
        fixture.insert("a", numbered(25));
        fixture.insert("b", numbered(7));
        List<CopyProgress> seen = new ArrayList<>();

        fixture.copier(10).copy(fixture.source, fixture.target, seen::add).block(CopierFixture.PATIENCE);

        assertThat(seen).extracting(CopyProgress::done).containsExactly(0L, 10L, 20L, 25L, 32L);
        assertThat(seen).extracting(CopyProgress::total).containsOnly(32L);
    }

    @Test
    void boundsEveryRangeInTimeAndNumber() {
        fixture.insert("a", numbered(25));

        fixture.copy(fixture.copier(10));

        assertThat(fixture.aggregateCommands()).hasSize(3).allSatisfy(command -> {
            assertThat(command.getNumber("maxTimeMS").longValue()).isBetween(100_000L, 120_000L);
            assertThat(command.getDocument("writeConcern").getString("w").getValue())
                    .isEqualTo("majority");
        });
    }

    @Test
    void copyingAgainCompletesWhatAnErrorLeft() {
        fixture.insert("a", numbered(25));
        AtomicBoolean failed = new AtomicBoolean();

        StepVerifier.create(fixture.copier(10).copy(fixture.source, fixture.target, progress -> {
                    if (progress.done() == 20 && failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .verifyErrorMessage("stopped");
        assertThat(fixture.verify().difference())
                .hasValueSatisfying(difference -> assertThat(difference.copy()).isEqualTo(Difference.NOTHING));

        fixture.copy(fixture.copier(10));
        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void copyingAgainChangesNothing() {
        indexEverything();
        fixture.insert("users", numbered(25));
        fixture.copy();

        fixture.copy(fixture.copier(7));

        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void copyingAgainBringsWhatChangedInTheMeantime() {
        fixture.insert("a", numbered(5));
        fixture.copy();
        CopierFixture.run(fixture.in(fixture.source, "a").updateOne(new Document("_id", 3), Updates.set("n", -1)));
        fixture.insert("a", List.of(new Document("_id", 99)));

        fixture.copy();

        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void aStrangerInTheTargetIsNeverAdopted() {
        fixture.insert("a", numbered(5));
        fixture.copy();
        CopierFixture.run(fixture.in(fixture.target, "a").insertOne(new Document("_id", 1000)));

        fixture.copy();

        assertThat(fixture.verify().difference())
                .contains(new Difference(Difference.Kind.DOCUMENT, "a", Difference.NOTHING, "{\"_id\": 1000}"));
    }

    @Test
    void aDocumentThatStandsInTheWayIsALatecomer() {
        indexEverything();
        fixture.insert("users", List.of(new Document("_id", 1).append("email", "a")));
        fixture.copy();
        CopierFixture.run(fixture.in(fixture.source, "users").deleteOne(new Document("_id", 1)));
        fixture.insert("users", List.of(new Document("_id", 2).append("email", "a")));

        StepVerifier.create(fixture.copier().copy(fixture.source, fixture.target, progress -> {}))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                LatecomerException.class,
                                latecomer -> assertThat(latecomer.difference().kind())
                                        .isEqualTo(Difference.Kind.DUPLICATE_KEY)));
    }

    @Test
    void otherFailuresPassThrough() {
        Placement elsewhere = Placement.database("elsewhere", "org_x");
        StepVerifier.create(fixture.copier().copy(elsewhere, Placement.database("elsewhere", "org_y"), progress -> {}))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(fixture.copier().copy(fixture.source, elsewhere, progress -> {}))
                .verifyError(UnsupportedOperationException.class);
        StepVerifier.create(fixture.copier().copy(fixture.source, fixture.source, progress -> {}))
                .verifyError(IllegalArgumentException.class);
    }

    @Test
    void copyAndSourceAreIndependent() {
        fixture.insert("a", List.of(nested(1)));
        fixture.copy();

        CopierFixture.run(
                fixture.in(fixture.source, "a").updateOne(new Document("_id", 1), Updates.set("inner.list.0", "new")));

        assertThat(fixture.stored(fixture.target, "a")).containsExactly(raw(nested(1)));
        assertThat(fixture.verify().difference())
                .contains(new Difference(Difference.Kind.DOCUMENT, "a", "{\"_id\": 1}", "other bytes"));
    }

    @Test
    void carriesTheOptionsOfACollectionAndWhatItsValidatorWouldRefuse() {
        Assumptions.assumeFalse(TestMongo.isEmbedded(), "the embedded server has no options");
        fixture.insert("a", numbered(3));
        run("{collMod: 'a', validator: {name: {$type: 'string'}}, validationLevel: 'strict'}");
        run("{create: 'b', collation: {locale: 'fr', strength: 2}}");
        fixture.insertIds("b", List.of(new org.bson.BsonString("é"), new org.bson.BsonString("a")));

        fixture.copy();

        assertThat(fixture.verify().same()).isTrue();
    }

    @Test
    void refusesWhatATenantNeverHas() {
        Assumptions.assumeFalse(TestMongo.isEmbedded(), "the embedded server has neither");
        fixture.insert("a", numbered(3));
        run("{create: 'z', capped: true, size: 4096}");
        StepVerifier.create(fixture.copier().copy(fixture.source, fixture.target, progress -> {}))
                .verifyError(UncopyableCollectionException.class);
        assertThat(fixture.copier().isEmpty(fixture.target).block(CopierFixture.PATIENCE))
                .isTrue();
    }

    private void run(String command) {
        CopierFixture.run(fixture.clusters.database(fixture.source).runCommand(BsonDocument.parse(command)));
    }

    private void indexEverything() {
        var users = fixture.in(fixture.source, "users");
        CopierFixture.run(users.createIndex(
                Indexes.ascending("email"), new IndexOptions().unique(true).sparse(true)));
        CopierFixture.run(users.createIndex(
                Indexes.compoundIndex(Indexes.ascending("role"), Indexes.descending("joined")),
                new IndexOptions().name("by_role").unique(true).sparse(true)));
        CopierFixture.run(
                users.createIndex(Indexes.ascending("seen"), new IndexOptions().expireAfter(3600L, TimeUnit.SECONDS)));
        CopierFixture.run(users.createIndex(
                Indexes.ascending("n"), new IndexOptions().partialFilterExpression(Document.parse("{n: {$gt: 5}}"))));
    }

    static List<Document> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Document("_id", n).append("n", n).append("name", "document " + n))
                .toList();
    }

    private static Document nested(int id) {
        return new Document("_id", id).append("inner", new Document("list", List.of("old", "other")));
    }

    private static org.bson.RawBsonDocument raw(Document document) {
        return CopierFixture.raw(document.toBsonDocument());
    }
}
