package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;

/** A rename that is turned back, because another program has come to have a database of the new name. */
final class UndoSubject extends RenameSubject {

    private static final Document THEIRS = new Document("_id", 1);

    UndoSubject(Cluster cluster, Step step) {
        super(cluster, step);
    }

    @Override
    Hold begin() {
        Hold before = Hold.arm(cluster.first(), Step.TURN_BACK);
        send(() -> account().rename(cluster.first(), wanted));
        before.awaitReached();
        Master.all(orders().insertOne(THEIRS));
        Hold hold = Hold.arm(cluster.first(), step);
        before.release();
        hold.awaitReached();
        return hold;
    }

    /** It has its old name, and the other program its data. */
    @Override
    void awaitEnd() {
        super.awaitEnd();
        assertThat(name()).isEqualTo(old);
        assertThat(Master.all(orders().find())).containsExactly(THEIRS);
        Master.all(orders().drop());
    }

    private MongoCollection<Document> orders() {
        return cluster.master().database(Cluster.databaseOf(wanted)).getCollection("orders");
    }
}
