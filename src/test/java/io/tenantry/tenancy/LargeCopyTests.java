package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Collections that do not fit into one range, nor into memory. */
class LargeCopyTests {

    private static final int COUNT = 120_001;

    private final CopierFixture fixture = new CopierFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void arrivesWholeInRangesAndIsReadNoFurtherThanToTheFirstDifference() {
        CopierFixture.run(fixture.in(fixture.source, "many")
                .createIndex(Indexes.ascending("n"), new IndexOptions().unique(true)));
        for (int from = 0; from < COUNT; from += 1_000) {
            fixture.insert("many", documents(from, Math.min(from + 1_000, COUNT)));
        }
        List<CopyProgress> seen = new ArrayList<>();

        fixture.copier().copy(fixture.source, fixture.target, seen::add).block(CopierFixture.PATIENCE);

        assertThat(seen)
                .containsExactly(
                        new CopyProgress(0, COUNT),
                        new CopyProgress(50_000, COUNT),
                        new CopyProgress(100_000, COUNT),
                        new CopyProgress(COUNT, COUNT));
        assertThat(fixture.verify().same()).isTrue();
        assertThatReadingStopsEarly();
    }

    /** Fifty thousand large ones would not be copied within the time of one command, however often it is tried. */
    @Test
    void largeDocumentsMakeShorterRanges() {
        fixture.insert(
                "large",
                IntStream.range(0, 100)
                        .mapToObj(n -> new Document("_id", n).append("text", "x".repeat(10_000)))
                        .toList());
        List<CopyProgress> seen = new ArrayList<>();

        new DatabaseCopier(fixture.clusters, new RangeLimit(50_000, 300_000))
                .copy(fixture.source, fixture.target, seen::add)
                .block(CopierFixture.PATIENCE);

        assertThat(seen).extracting(CopyProgress::done).containsExactly(0L, 29L, 58L, 87L, 100L);
        assertThat(fixture.verify().same()).isTrue();
    }

    private void assertThatReadingStopsEarly() {
        CopierFixture.run(fixture.in(fixture.source, "many").deleteOne(new Document("_id", 10)));
        int before = fixture.batches();

        assertThat(fixture.verify().difference())
                .contains(new Difference(Difference.Kind.DOCUMENT, "many", "{\"_id\": 11}", "{\"_id\": 10}"));

        assertThat(fixture.batches() - before).isLessThanOrEqualTo(4);
    }

    private static List<Document> documents(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> new Document("_id", n).append("n", n))
                .toList();
    }
}
