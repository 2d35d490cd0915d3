package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Histories as the service does not make them. */
@TenantryTest
class HistoryTests {

    private final Api api;
    private final Databases databases;

    HistoryTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    /** Who operates the service may have removed what is old. */
    @Test
    void whatWasTakenAwayIsPassedOver() {
        Api.Account account = api.organization("Pruned");
        Document[] left = LongStream.concat(LongStream.rangeClosed(1, 3), LongStream.rangeClosed(500, 503))
                .mapToObj(HistoryTests::stored)
                .toArray(Document[]::new);
        databases.insert(api.databaseOf(account, account.name()), "announcements", left);

        try (Client client = Client.connect(api.url(), account.token(), "?after=0")) {
            assertThat(client.numbersUpTo(503)).isEqualTo(List.of(1L, 2L, 3L, 500L, 501L, 502L, 503L));
        }
    }

    /** As another instance leaves it within a second: nobody who reads falls behind by it. */
    @Test
    void aPageOfTheLongestClosesNobody() {
        Api.Account account = api.organization("Prolific");
        try (Client client = Client.connect(api.url(), account.token(), "")) {
            client.hello();
            Document[] long60 = LongStream.rangeClosed(1, 60)
                    .mapToObj(seq -> stored(seq).append("body", "\u20ac".repeat(5_000)))
                    .toArray(Document[]::new);
            databases.insert(api.databaseOf(account, account.name()), "announcements", long60);

            assertThat(client.numbersUpTo(60)).isEqualTo(Announcing.upTo(60));
            assertThat(client.isOpen()).isTrue();
        }
    }

    private static Document stored(long seq) {
        return new Document("_id", seq)
                .append("announcement_id", new ObjectId())
                .append("title", "Number " + seq)
                .append("body", "Now.")
                .append("severity", "INFO")
                .append("event_id", null)
                .append("author_id", new ObjectId())
                .append("created_at", Instant.now());
    }
}
