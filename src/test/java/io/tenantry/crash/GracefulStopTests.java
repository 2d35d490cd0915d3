package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue "durable operations": SIGTERM answers requests in flight, hands leases back at once and ends within ten seconds. */
class GracefulStopTests {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    /** Less than a lease, with what two busy cores add: nobody has waited for it to run out. */
    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Cluster cluster = Cluster.shared();

    @Test
    void aRenameGoesOnElsewhereAtOnceAndItsCallerIsToldWhere() {
        String name = cluster.name("Stopped");
        String renamed = cluster.name("Handed On");
        Account account = Account.create(cluster.first(), name, cluster.email());
        Hold hold = Hold.arm(cluster.first(), new Step("RENAME", "COPY"));
        CompletableFuture<Reply> caller = CompletableFuture.supplyAsync(() -> cluster.first()
                .send("PUT", "/org/update", account.token(), Map.of("organization_name", renamed), PATIENCE));
        hold.awaitReached();

        long asked = System.nanoTime();
        cluster.first().terminate();
        Duration ended = Duration.ofNanos(System.nanoTime() - asked);

        assertThat(ended).isLessThan(ENDS_WITHIN);
        Reply answer = caller.join();
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        await("the rename to go on")
                .atMost(GOES_ON_WITHIN.minus(ended))
                .until(() -> cluster.second()
                        .get("/operations/" + answer.text("id"), account.token())
                        .text("status")
                        .equals("succeeded"));
        account.assertLivesAs(cluster.second(), renamed);
    }

    @AfterEach
    void startAgain() {
        cluster.first().ensureReady();
        cluster.awaitRest();
    }
}
