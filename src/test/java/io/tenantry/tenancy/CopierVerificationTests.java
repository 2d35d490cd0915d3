package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.tenantry.tenancy.Difference.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** "Rename by copy", step 4: whatever changes in the source after the copy is found, and named. */
class CopierVerificationTests {

    private final CopierFixture fixture = new CopierFixture();

    @BeforeEach
    void copy() {
        fixture.insert("a", DatabaseCopierTests.numbered(10));
        fixture.insert("users", DatabaseCopierTests.numbered(10));
        run(fixture.in(fixture.source, "users").createIndex(Indexes.ascending("n"), new IndexOptions().unique(true)));
        fixture.copy(fixture.copier(4));
        assertThat(fixture.verify().same()).isTrue();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDocumentAddedInTheMiddle() {
        run(fixture.in(fixture.source, "users").insertOne(new Document("_id", 4.5).append("n", 4.5)));
        found(Kind.DOCUMENT, "users", "{\"_id\": 4.5}", "{\"_id\": 5}");
    }

    @Test
    void aDocumentAddedAtTheEnd() {
        run(fixture.in(fixture.source, "users").insertOne(new Document("_id", "z").append("n", 99)));
        found(Kind.DOCUMENT, "users", "{\"_id\": \"z\"}", "nothing");
    }

    @Test
    void aDocumentChanged() {
        run(fixture.in(fixture.source, "users").updateOne(new Document("_id", 7), Updates.set("n", 77)));
        found(Kind.DOCUMENT, "users", "{\"_id\": 7}", "other bytes");
    }

    @Test
    void aNumberThatIsTheSameInAnotherType() {
        run(fixture.in(fixture.source, "users")
                .replaceOne(new Document("_id", 7), new Document("n", 7L).append("name", "document 7")));
        found(Kind.DOCUMENT, "users", "{\"_id\": 7}", "other bytes");
    }

    @Test
    void aDocumentRemoved() {
        run(fixture.in(fixture.source, "users").deleteOne(new Document("_id", 0)));
        found(Kind.DOCUMENT, "users", "{\"_id\": 1}", "{\"_id\": 0}");
    }

    @Test
    void theLastDocumentRemoved() {
        run(fixture.in(fixture.source, "users").deleteOne(new Document("_id", 9)));
        found(Kind.DOCUMENT, "users", "nothing", "{\"_id\": 9}");
    }

    @Test
    void theSameIdInAnotherType() {
        run(fixture.in(fixture.source, "users").deleteOne(new Document("_id", 3)));
        run(fixture.in(fixture.source, "users")
                .insertOne(new Document("_id", 3L).append("n", 3).append("name", "document 3")));
        assertThat(fixture.verify().difference())
                .hasValueSatisfying(difference -> assertThat(difference.kind()).isEqualTo(Kind.DOCUMENT));
    }

    @Test
    void anIndexAdded() {
        run(fixture.in(fixture.source, "users").createIndex(Indexes.ascending("name")));
        Difference difference = found(Kind.INDEX, "users");
        assertThat(difference.source()).contains("name_1");
        assertThat(difference.copy()).isEqualTo("nothing");
    }

    @Test
    void anIndexDropped() {
        run(fixture.in(fixture.source, "users").dropIndex("n_1"));
        Difference difference = found(Kind.INDEX, "users");
        assertThat(difference.source()).isEqualTo("nothing");
        assertThat(difference.copy()).contains("n_1");
    }

    @Test
    void anIndexWithAnotherOption() {
        ttl(fixture.source, 60);
        ttl(fixture.target, 61);
        assertThat(found(Kind.INDEX, "users").source()).contains("expireAfterSeconds");
    }

    @Test
    void anIndexWithItsKeysInAnotherOrder() {
        run(fixture.in(fixture.source, "users")
                .createIndex(Indexes.ascending("a", "b"), new IndexOptions().name("by_both")));
        run(fixture.in(fixture.target, "users")
                .createIndex(Indexes.ascending("b", "a"), new IndexOptions().name("by_both")));
        found(Kind.INDEX, "users");
    }

    @Test
    void aCollectionAdded() {
        fixture.insert("later", DatabaseCopierTests.numbered(1));
        assertThat(found(Kind.COLLECTION, "later").copy()).isEqualTo("nothing");
    }

    @Test
    void aCollectionDropped() {
        run(fixture.in(fixture.source, "a").drop());
        assertThat(found(Kind.COLLECTION, "a").source()).isEqualTo("nothing");
    }

    @Test
    void optionsThatDifferAreFoundByTheirText() {
        CollectionDefinition strict =
                new CollectionDefinition("a", "collection", BsonDocument.parse("{validationLevel: 'strict'}"));
        CollectionDefinition moderate =
                new CollectionDefinition("a", "collection", BsonDocument.parse("{validationLevel: 'moderate'}"));
        assertThat(new CollectionDefinitions(List.of(strict))
                        .firstDifference(new CollectionDefinitions(List.of(moderate))))
                .hasValueSatisfying(difference -> assertThat(difference.kind()).isEqualTo(Kind.OPTIONS));
    }

    @Test
    void theOrderOfOptionsMeansNothingAndTheTypeOfANumberDoes() {
        BsonDocument one = new BsonDocument("a", new BsonInt32(1)).append("b", new BsonInt32(2));
        BsonDocument other = new BsonDocument("b", new BsonInt32(2)).append("a", new BsonInt32(1));
        BsonDocument longer = new BsonDocument("a", new BsonInt64(1)).append("b", new BsonInt32(2));
        assertThat(NamedDefinitions.canonical(one)).isEqualTo(NamedDefinitions.canonical(other));
        assertThat(NamedDefinitions.canonical(one)).isNotEqualTo(NamedDefinitions.canonical(longer));
    }

    @Test
    void aDifferenceNeverShowsWhatADocumentHolds() {
        run(fixture.in(fixture.source, "users").updateOne(new Document("_id", 7), Updates.set("name", "secret")));
        assertThat(fixture.verify().toString()).doesNotContain("secret");
    }

    @Test
    void bracketsTellUuidsFromOtherBytes() {
        assertThat(IdBracket.of(new BsonBinary((byte) 4, new byte[16])))
                .isNotEqualTo(IdBracket.of(new BsonBinary(new byte[16])));
    }

    private void ttl(Placement placement, long seconds) {
        run(fixture.in(placement, "users")
                .createIndex(Indexes.ascending("seen"), new IndexOptions().expireAfter(seconds, TimeUnit.SECONDS)));
    }

    private void found(Kind kind, String collection, String source, String copy) {
        assertThat(fixture.verify().difference()).contains(new Difference(kind, collection, source, copy));
    }

    private Difference found(Kind kind, String collection) {
        Difference difference = fixture.verify().difference().orElseThrow();
        assertThat(difference.kind()).isEqualTo(kind);
        assertThat(difference.collection()).isEqualTo(collection);
        return difference;
    }

    private static void run(Publisher<?> publisher) {
        CopierFixture.run(publisher);
    }
}
