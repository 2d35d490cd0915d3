package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.ErrorCode;
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

/**
 * Issue 4, "single use, families revoked on reuse, even after a crash": an instance is killed while refresh tokens are renewed
 * there, and none of them is good twice.
 */
class RefreshCrashTests {

    /** Fewer than what one person may have. */
    private static final int SESSIONS = 40;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster = Cluster.shared();

    @Test
    void aTokenThatWasBeingRenewedIsGoodOnceAtMost() {
        Account account = Account.create(cluster, cluster.first(), "Renewed");
        List<String> tokens =
                Stream.generate(() -> signedIn(account)).limit(SESSIONS).toList();
        ExecutorService callers = Executors.newFixedThreadPool(SESSIONS);
        List<CompletableFuture<Reply>> renewals = tokens.stream()
                .map(token -> CompletableFuture.supplyAsync(() -> refresh(cluster.first(), token), callers))
                .toList();

        CompletableFuture.anyOf(renewals.toArray(CompletableFuture[]::new)).join();
        cluster.first().kill();

        List<Reply> replies = renewals.stream().map(CompletableFuture::join).toList();
        callers.shutdown();
        assertThat(replies).anyMatch(Reply::isSuccess).anyMatch(reply -> !reply.isSuccess());
        IntStream.range(0, SESSIONS).forEach(i -> assertUsedOnceAtMost(tokens.get(i), replies.get(i)));
    }

    private void assertUsedOnceAtMost(String token, Reply renewed) {
        Reply again = refresh(cluster.second(), token);
        if (renewed.isSuccess()) {
            assertRefused(again);
            assertRefused(refresh(cluster.second(), renewed.text("refresh_token")));
        } else if (again.isSuccess()) {
            assertRefused(refresh(cluster.second(), token));
            assertRefused(refresh(cluster.second(), again.text("refresh_token")));
        } else {
            assertRefused(again);
        }
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.is(ErrorCode.INVALID_TOKEN)).as("%s", reply).isTrue();
    }

    private String signedIn(Account account) {
        Reply login = cluster.second()
                .send(
                        "POST",
                        "/admin/login",
                        null,
                        Map.of("email", account.email(), "password", Account.PASSWORD),
                        PATIENCE);
        assertThat(login.status()).as("%s", login).isEqualTo(200);
        return login.text("refresh_token");
    }

    private static Reply refresh(Instance at, String token) {
        return at.send("POST", "/auth/refresh", null, Map.of("refresh_token", token), PATIENCE);
    }

    @AfterEach
    void startAgain() {
        cluster.first().ensureReady();
        cluster.awaitRest();
    }
}
