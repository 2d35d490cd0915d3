package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import io.tenantry.Databases;
import java.time.Instant;
import java.util.Date;

/** Waits that failures have caused. The first one is a second, which a busy machine lets pass before the next request. */
public final class Waits {

    private Waits() {}

    /** Makes a wait that has begun, for an account, an address or a code, last as long as a test. */
    public static void prolong(Databases databases, String id) {
        assertThat(Databases.all(databases
                        .master()
                        .getCollection("login_failures")
                        .updateOne(
                                Filters.and(Filters.eq("_id", id), Filters.exists("until")),
                                Updates.set("until", Date.from(Instant.now().plusSeconds(600))))))
                .singleElement()
                .extracting(UpdateResult::getMatchedCount)
                .as("waits of %s", id)
                .isEqualTo(1L);
    }
}
