package io.tenantry.crash;

import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Renames one organization, there and back again. */
final class Renamer extends Worker {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final Account account;
    private final List<String> names;
    private final List<String> faults = new ArrayList<>();
    private int next = 1;
    private final AtomicInteger done = new AtomicInteger();

    Renamer(Cluster cluster, Account account, long seed) {
        super("renamer", seed, cluster.instances(), PACE);
        this.account = account;
        this.names = List.of(account.name(), account.name() + " two");
    }

    @Override
    void work(Instance at, Random choice) {
        Reply reply = account.rename(at, names.get(next));
        if (reply.is(200)) {
            next = 1 - next;
            done.incrementAndGet();
        } else if (!isExcused(reply)) {
            faults.add("a rename was answered " + reply);
        }
    }

    /** Both names are this organization's alone, so that another refusal than these is a fault. */
    private static boolean isExcused(Reply reply) {
        return reply.is(202)
                || reply.is(ErrorCode.OPERATION_IN_PROGRESS)
                || reply.wasNotDone()
                || reply.mayHaveBeenDone();
    }

    int done() {
        return done.get();
    }

    List<String> faults() {
        return faults;
    }
}
