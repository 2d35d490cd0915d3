package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.TestMongo;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Dropping one organization leaves every other as it was, even one whose name begins with the same letters. */
class DropTests {

    private final CopierFixture fixture = new CopierFixture();
    private final Placement neighbour = fixture.placement("source_corp");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void leavesANeighbourWithALongerNameWhole() {
        fill(fixture.source);
        fill(neighbour);

        drop();

        assertThat(isEmpty(fixture.source)).isTrue();
        assertThat(fixture.collections(neighbour)).containsExactlyInAnyOrder("users", "events");
        assertThat(fixture.stored(neighbour, "users")).hasSize(20);
        assertThat(fixture.indexes(neighbour, "users")).hasSize(2);
        assertThatThrownBy(() -> CopierFixture.run(
                        fixture.in(neighbour, "users").insertOne(new Document("_id", "new").append("n", 1))))
                .hasMessageContaining("E11000");
    }

    @Test
    void canBeRepeated() {
        fill(fixture.source);
        drop();
        StepVerifier.create(fixture.copier().drop(fixture.source)).verifyComplete();
        assertThat(isEmpty(fixture.source)).isTrue();
    }

    @Test
    void aDroppedPlacementCanBeFilledAgain() {
        fill(fixture.source);
        drop();
        fill(fixture.source);
        assertThat(fixture.stored(fixture.source, "users")).hasSize(20);
        assertThat(fixture.indexes(fixture.source, "users")).hasSize(2);
    }

    @Test
    void aPlacementIsEmptyUntilItHoldsACollection() {
        assertThat(isEmpty(fixture.target)).isTrue();
        CopierFixture.run(fixture.clusters.database(fixture.target).createCollection("empty"));
        assertThat(isEmpty(fixture.target)).isFalse();
    }

    /** While the profiler is on nobody can drop what it writes. */
    @Test
    void whatTheProfilerWritesIsLeftAndMakesNothingOccupied() {
        assumeFalse(TestMongo.isEmbedded(), "it has no profiler");
        profile(2);
        try {
            fill(fixture.source);
            assertThat(fixture.collections(fixture.source)).contains("system.profile");

            drop();

            assertThat(isEmpty(fixture.source)).isTrue();
        } finally {
            profile(0);
            CopierFixture.run(fixture.in(fixture.source, "system.profile").drop());
        }
    }

    private void profile(int level) {
        CopierFixture.run(fixture.clusters.database(fixture.source).runCommand(new Document("profile", level)));
    }

    private void fill(Placement placement) {
        for (String name : List.of("users", "events")) {
            CopierFixture.run(
                    fixture.in(placement, name).createIndex(Indexes.ascending("n"), new IndexOptions().unique(true)));
            CopierFixture.run(fixture.in(placement, name).insertMany(DatabaseCopierTests.numbered(20)));
        }
    }

    private void drop() {
        fixture.copier().drop(fixture.source).block(CopierFixture.PATIENCE);
    }

    private Boolean isEmpty(Placement placement) {
        return fixture.copier()
                .isEmpty(placement)
                .blockOptional(CopierFixture.PATIENCE)
                .orElseThrow();
    }
}
