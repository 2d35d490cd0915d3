package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers see of an organization while something is being done to it, at either instance. Nobody dies here. */
class PassingStateTests {

    /** A second, and what busy machines add. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(5);

    private final Cluster cluster = Cluster.shared();

    @AfterEach
    void nothingIsHalfDone() {
        cluster.awaitRest();
    }

    /** Contract, {@code DELETE /org/delete}: "409 operation_in_progress". */
    @Test
    void whatIsBeingRenamedIsNotDeleted() {
        Account account = Account.create(cluster, cluster.first(), "Mover");
        String wanted = cluster.name("Moved");
        Hold hold = Hold.arm(cluster.first(), new Step("RENAME", "COPY"));
        CompletableFuture<Reply> rename = CompletableFuture.supplyAsync(() -> account.rename(cluster.first(), wanted));
        try {
            hold.awaitReached();
            assertThat(cluster.instances())
                    .map(at -> account.delete(at, account.name()))
                    .allMatch(reply -> reply.is(ErrorCode.OPERATION_IN_PROGRESS));
        } finally {
            hold.release();
        }

        assertThat(rename.join().status()).isEqualTo(200);
        account.assertLivesAs(cluster.first(), wanted);
    }

    /** Contract, {@code GET /org/get}: "404 (also while provisioning or deleting …)". */
    @Test
    void whatIsBeingMadeIsNotFound() {
        String name = cluster.name("New");
        String email = cluster.email();
        Hold hold = Hold.arm(cluster.first(), new Step("PROVISION", "POPULATE"));
        CompletableFuture<Reply> creation =
                CompletableFuture.supplyAsync(() -> Account.creation(cluster.first(), name, email));
        try {
            hold.awaitReached();
            assertThat(cluster.instances())
                    .map(at -> Account.lookUp(at, name).status())
                    .containsOnly(404);
        } finally {
            hold.release();
        }

        assertThat(creation.join().status()).isEqualTo(201);
        assertThat(Account.lookUp(cluster.first(), name).status()).isEqualTo(200);
    }

    /** The same line; the other instance may take a second to notice. */
    @Test
    void whatIsBeingDeletedIsNotFound() {
        Account account = Account.create(cluster, cluster.first(), "Doomed");
        Hold hold = Hold.arm(cluster.first(), new Step("DELETE", "DROP"));
        CompletableFuture<Reply> deletion =
                CompletableFuture.supplyAsync(() -> account.delete(cluster.first(), account.name()));
        try {
            hold.awaitReached();
            assertThat(Account.lookUp(cluster.first(), account.name()).status()).isEqualTo(404);
            await("noticed by the instance that does not delete it")
                    .atMost(NOTICED_WITHIN)
                    .until(() ->
                            Account.lookUp(cluster.second(), account.name()).is(404));
        } finally {
            hold.release();
        }

        assertThat(deletion.join().status()).isEqualTo(204);
    }
}
