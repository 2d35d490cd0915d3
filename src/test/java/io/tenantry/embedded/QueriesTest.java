package io.tenantry.embedded;

import static io.tenantry.embedded.Client.all;
import static io.tenantry.embedded.Client.get;
import static io.tenantry.embedded.Client.uniqueIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the look-up by index and the store's own order of keys must not change. */
class QueriesTest {

    private final EmbeddedDatabase database = EmbeddedDatabase.inMemory();
    private final Client client = Client.of(database.url());
    private final MongoCollection<Document> users = client.collection("org_acme", "users");

    @AfterEach
    void stop() {
        client.close();
        database.close();
    }

    @Test
    void anIndexFindsWhatAScanFinds() {
        uniqueIndex(users, "profile.email");
        get(users.insertMany(List.of(user(1, "a", "x"), user(2, "b", "x"), user(3, "c", "y"))));
        assertFinds(Filters.and(Filters.eq(1), Filters.eq("team", "x")), 1);
        assertFinds(Filters.and(Filters.eq(1), Filters.eq("team", "y")));
        assertFinds(new Document("_id", 1).append("team", "x"), 1);
        assertFinds(new Document("team", "x").append("profile.email", "b"), 2);
        assertFinds(Filters.and(Filters.in("_id", 1, 2, 3, 4), Filters.eq("team", "x")), 1, 2);
        assertFinds(Filters.and(Filters.eq(1), Filters.eq(2)));
        assertFinds(Filters.or(Filters.eq(1), Filters.eq("profile.email", "c")), 1, 3);
        assertFinds(Filters.and(Filters.gt("_id", 1), Filters.eq("profile.email", "c")), 3);
        assertFinds(Filters.regex("profile.email", "^[ab]$"), 1, 2);
        assertFinds(Filters.ne("_id", 2), 1, 3);
    }

    /** As a server does, so that who asks for none is noticed here. */
    @Test
    void noIndexCannotBeMade() {
        assertThatThrownBy(() -> get(users.createIndexes(List.of())))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("at least one index");
    }

    @Test
    void aDocumentIsFoundOnceByTwoOfItsValues() {
        uniqueIndex(users, "emails");
        get(users.insertOne(new Document("_id", 1).append("emails", List.of("a", "b"))));
        assertFinds(Filters.in("emails", "a", "b"), 1);
    }

    @Test
    void aSparseIndexDoesNotHideWhoHasNoValue() {
        get(users.createIndex(
                Indexes.ascending("email"), new IndexOptions().unique(true).sparse(true)));
        get(users.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), user(3, "c", "x"))));
        assertFinds(Filters.and(Filters.eq("email", null), Filters.exists("team", false)), 1, 2);
        get(users.updateOne(Filters.eq(1), Updates.set("email", "a")));
        assertFinds(Filters.eq("email", "a"), 1);
        get(users.updateOne(Filters.eq(1), Updates.unset("email")));
        get(users.updateOne(Filters.eq(2), Updates.set("email", "a")));
        assertFinds(Filters.eq("email", "a"), 2);
    }

    @Test
    void idsOfEveryKindAreKeptApartAndFound() {
        List<Object> ids = Arrays.asList(
                1,
                2L,
                (1L << 53) + 1,
                1L << 53,
                2.5,
                Double.NaN,
                "1",
                "ä",
                "",
                new ObjectId("650000000000000000000000"),
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                Date.from(Instant.EPOCH),
                true,
                new Binary(new byte[] {1, 2}),
                new Document("a", 1).append("b", "x"),
                new Document("b", "x").append("a", 1),
                Decimal128.parse("7.25"));
        ids.forEach(id -> get(users.insertOne(new Document("_id", id))));
        assertThat(all(users.find())).hasSameSizeAs(ids);
        for (Object id : ids) {
            assertThat(all(users.find(Filters.eq(id)))).as("%s", id).hasSize(1);
            assertThatThrownBy(() -> get(users.insertOne(new Document("_id", id))))
                    .as("%s", id)
                    .isInstanceOf(MongoWriteException.class);
        }
        assertThatThrownBy(() -> get(users.insertOne(new Document("_id", 1.0))))
                .isInstanceOf(MongoWriteException.class);
        ids.forEach(id -> assertThat(get(users.deleteOne(Filters.eq(id))).getDeletedCount())
                .isEqualTo(1));
        assertThat(all(users.find())).isEmpty();
    }

    @Test
    void numbersAndStringsComeInTheirOrder() {
        List<Object> ids = List.of(-7, 0.5, 1, 2L, 10, "a", "b");
        ids.forEach(id -> get(users.insertOne(new Document("_id", id))));
        assertThat(all(users.find())).extracting(each -> each.get("_id")).containsExactlyElementsOf(ids);
        assertThat(all(users.find().sort(new Document("$natural", -1)))).first().isEqualTo(new Document("_id", "b"));
    }

    @Test
    void anIndexThatCannotBeBuiltLeavesNothingBehind() {
        get(users.insertMany(List.of(new Document("_id", 1).append("n", 1), new Document("_id", 2).append("n", 1))));
        assertThatThrownBy(() -> uniqueIndex(users, "n")).hasMessageContaining("E11000");
        get(users.updateOne(Filters.eq(2), Updates.set("n", 2)));
        uniqueIndex(users, "n");
        assertFinds(Filters.eq("n", 1), 1);
        assertFinds(Filters.eq("n", 2), 2);
        assertThatThrownBy(() -> get(users.insertOne(new Document("n", 2)))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void anAnswerOfManyDocumentsComesInBatches() {
        String text = "x".repeat(20_000);
        Flux.range(0, 3000)
                .buffer(500)
                .concatMap(ids -> users.insertMany(ids.stream()
                        .map(id -> new Document("_id", id).append("text", text))
                        .toList()))
                .blockLast();
        assertThat(Flux.from(users.find()).count().block()).isEqualTo(3000);
    }

    @Test
    void aDocumentCannotGrowBeyondWhatCanBeRead() {
        String text = "x".repeat(6_000_000);
        get(users.insertOne(new Document("_id", 1).append("texts", List.of(text, text))));
        assertThatThrownBy(() -> get(users.updateOne(Filters.eq(1), Updates.push("texts", text))))
                .hasMessageContaining("16 MB");
        assertThat(get(users.find()).getList("texts", String.class)).hasSize(2);
        get(users.updateOne(Filters.eq(1), Updates.set("texts", List.of())));
    }

    @Test
    void databasesAreListedByName() {
        get(users.insertOne(new Document()));
        get(client.collection("master", "organizations").insertOne(new Document()));
        assertThat(all(client.driver().listDatabaseNames())).containsExactly("master", "org_acme");
        Document filtered = Mono.from(client.driver().listDatabases().filter(Filters.regex("name", "^org_")))
                .blockOptional()
                .orElseThrow();
        assertThat(filtered.getString("name")).isEqualTo("org_acme");
    }

    private static Document user(int id, String email, String team) {
        return new Document("_id", id)
                .append("profile", new Document("email", email))
                .append("team", team);
    }

    private void assertFinds(Bson filter, Object... ids) {
        assertThat(all(users.find(filter))).extracting(each -> each.get("_id")).containsExactlyInAnyOrder(ids);
        assertThat(get(users.countDocuments(filter))).isEqualTo(ids.length);
    }
}
