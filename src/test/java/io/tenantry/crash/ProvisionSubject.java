package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.util.Objects;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The making of an organization. It is there in the end, or it never was. */
class ProvisionSubject extends Subject {

    final String name;
    final String email;
    private @Nullable Account made;
    private @Nullable Account successor;

    ProvisionSubject(Cluster cluster, Step step) {
        super(cluster, step);
        this.name = cluster.name("New");
        this.email = cluster.email();
    }

    @Override
    Hold begin() {
        Hold hold = Hold.arm(cluster.first(), step);
        send(() -> Account.creation(cluster.first(), name, email));
        hold.awaitReached();
        return hold;
    }

    @Override
    void awaitEnd() {
        Bson founded = Filters.eq("admin_email", email);
        awaitRest(founded);
        int expected = cluster.master().knows(founded) ? 409 : 201;
        Reply again = Account.creation(cluster.second(), name, email);
        assertThat(again.status()).as("%s", again).isEqualTo(expected);
        made = Account.signIn(cluster.second(), name, email);
        assertLives(made, name);
    }

    @Override
    void moveOn() {
        assertThat(made().delete(cluster.second(), name).status()).isEqualTo(204);
        successor = successor(name, email);
    }

    private Account made() {
        return Objects.requireNonNull(made);
    }

    @Override
    void assertUnharmed() {
        assertGone(made().id());
        assertLives(Objects.requireNonNull(successor), name);
    }
}
