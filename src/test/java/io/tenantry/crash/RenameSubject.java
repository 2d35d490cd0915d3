package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A rename. In the end the organization has one of the two names, and somebody else can have the other. */
class RenameSubject extends Subject {

    private static final String GRACE = "Grace Hopper";

    final String old;
    final String wanted;
    private @Nullable Account account;
    private @Nullable String user;
    private @Nullable Account successor;

    RenameSubject(Cluster cluster, Step step) {
        super(cluster, step);
        this.old = cluster.name("Old");
        this.wanted = cluster.name("Wanted");
    }

    @Override
    final void prepare() {
        account = Account.create(cluster.second(), old, cluster.email());
        user = account.addUser(cluster.second(), cluster.email(), GRACE).text("id");
    }

    final Account account() {
        return Objects.requireNonNull(account);
    }

    @Override
    Hold begin() {
        Hold hold = Hold.arm(cluster.first(), step);
        send(() -> account().rename(cluster.first(), wanted));
        hold.awaitReached();
        return hold;
    }

    @Override
    void awaitEnd() {
        awaitRest(Filters.eq("_id", new ObjectId(account().id())));
        assertKept(name());
        if (Step.RENAME_SWITCHED.contains(step)) {
            assertThat(name()).isEqualTo(wanted);
        }
    }

    final String name() {
        boolean renamed = Account.lookUp(cluster.second(), wanted)
                .text("organization_id")
                .equals(account().id());
        return renamed ? wanted : old;
    }

    /** The user who was there before is there, and a change is taken. */
    final void assertKept(String name) {
        assertThat(account()
                        .user(cluster.second(), Objects.requireNonNull(user))
                        .text("full_name"))
                .isEqualTo(GRACE);
        assertLives(account(), name);
    }

    /** Back under its old name, and the one that it wanted is another organization's. */
    @Override
    void moveOn() {
        if (name().equals(wanted)) {
            assertThat(account().rename(cluster.second(), old).status()).isEqualTo(200);
        }
        successor = successor(wanted, cluster.email());
    }

    @Override
    void assertUnharmed() {
        assertKept(old);
        assertLives(Objects.requireNonNull(successor), wanted);
    }
}
