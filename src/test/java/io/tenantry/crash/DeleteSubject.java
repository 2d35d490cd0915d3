package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A deletion. It is done in the end, and name and address are free. */
final class DeleteSubject extends Subject {

    private final String name;
    private final String email;
    private @Nullable Account account;
    private @Nullable Account successor;

    DeleteSubject(Cluster cluster, Step step) {
        super(cluster, step);
        this.name = cluster.name("Doomed");
        this.email = cluster.email();
    }

    @Override
    void prepare() {
        account = Account.create(cluster.second(), name, email);
    }

    private Account account() {
        return Objects.requireNonNull(account);
    }

    @Override
    Hold begin() {
        Hold hold = Hold.arm(cluster.first(), step);
        send(() -> account().delete(cluster.first(), name));
        hold.awaitReached();
        return hold;
    }

    @Override
    void awaitEnd() {
        awaitRest(Filters.eq("_id", new ObjectId(account().id())));
        assertGone(account().id());
        assertThat(cluster.second().get("/me", account().token()).status()).isEqualTo(401);
    }

    @Override
    void moveOn() {
        successor = successor(name, email);
    }

    @Override
    void assertUnharmed() {
        assertGone(account().id());
        assertThat(cluster.second().get("/me", account().token()).status()).isEqualTo(401);
        assertLives(Objects.requireNonNull(successor), name);
    }
}
