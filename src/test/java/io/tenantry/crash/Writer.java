package io.tenantry.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Makes, changes and deletes users of one organization, who are nobody else's, and keeps a ledger. */
final class Writer extends Worker {

    private static final Duration PACE = Duration.ofMillis(20);

    /** Hashing a password takes longer than everything else, so that most is done to few. */
    private static final int FEW = 2;

    private static final int MADE_PERCENT = 3;
    private static final int DELETED_PERCENT = 3;

    private final Cluster cluster;
    private final Account account;
    private final Ledger ledger = new Ledger();
    private int changes;

    Writer(Cluster cluster, Account account, long seed) {
        super("writer", seed, cluster.instances(), PACE);
        this.cluster = cluster;
        this.account = account;
    }

    @Override
    void work(Instance at, Random choice) {
        List<String> living = ledger.living();
        int percent = choice.nextInt(100);
        if (living.size() < FEW || percent < MADE_PERCENT) {
            make(at);
            return;
        }
        String user = living.get(choice.nextInt(living.size()));
        if (percent < MADE_PERCENT + DELETED_PERCENT) {
            ledger.changed(user, Ledger.State.GONE, account.deleteUser(at, user));
        } else {
            change(at, user);
        }
    }

    private void make(Instance at) {
        String fullName = nextName();
        Reply reply = account.addUser(at, cluster.email(), fullName);
        if (reply.is(201)) {
            ledger.made(reply.text("id"), fullName);
        } else if (!reply.wasNotDone() && !reply.mayHaveBeenDone()) {
            ledger.fault("a user could not be made: " + reply);
        }
    }

    private void change(Instance at, String user) {
        String fullName = nextName();
        ledger.changed(user, new Ledger.State(fullName), account.changeUser(at, user, fullName));
    }

    private String nextName() {
        return "Change " + changes++;
    }

    Ledger ledger() {
        return ledger;
    }

    /** What is not as it was acknowledged, as both instances tell it. */
    List<String> faults() {
        List<Instance> instances = cluster.instances();
        return ledger.faults(
                user -> account.user(instances.get(Math.floorMod(user.hashCode(), instances.size())), user));
    }
}
