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
