package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue "durable operations": SIGTERM answers requests in flight, hands leases back at once and ends within ten seconds. */
class GracefulStopTests {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    /** Less than a lease, with what two busy cores add: nobody has waited for it to run out. */
    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int CALLERS = 18;

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

    /** Each of them takes a password's hash, since no account has ten attempts at once, and there are more than processors. */
    @Test
    void requestsInFlightAreAnswered() {
        List<Account> accounts = Stream.generate(() -> Account.create(cluster, cluster.first(), "Flooded"))
                .limit(2)
                .toList();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<CompletableFuture<Reply>> signIns = IntStream.range(0, CALLERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> signIn(accounts.get(i % 2)), callers))
                .toList();
        CompletableFuture.anyOf(signIns.toArray(CompletableFuture[]::new)).join();

        long asked = System.nanoTime();
        cluster.first().terminate();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ENDS_WITHIN);
        assertThat(signIns)
                .map(CompletableFuture::join)
                .allSatisfy(reply -> assertThat(reply.kind()).isNotEqualTo(Reply.Kind.LOST));
        assertThat(signIns)
                .map(CompletableFuture::join)
                .filteredOn(Reply::isSuccess)
                .hasSizeGreaterThan(1);
        callers.shutdown();
    }

    private Reply signIn(Account account) {
        return cluster.first()
                .send(
                        "POST",
                        "/admin/login",
                        null,
                        Map.of("email", account.email(), "password", Account.PASSWORD),
                        PATIENCE);
    }

    @AfterEach
    void startAgain() {
        cluster.first().ensureReady();
        cluster.awaitRest();
    }
}
