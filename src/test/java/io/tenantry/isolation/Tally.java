package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What many answers were, and everything in them that should not be. */
final class Tally {

    /** A write that met a rename: "503 organization_busy, nothing was done; write_unconfirmed, it may have been". */
    private static final Set<String> EXPLAINED_BY_RENAME = Set.of("organization_busy", "write_unconfirmed");

    private final Marks marks;
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, String> madeUnderKey = new ConcurrentHashMap<>();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger renames = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    Tally(Marks marks) {
        this.marks = marks;
    }

    void cutOff() {
        cutOff.incrementAndGet();
    }

    void renamed(Answer answer) {
        renames.incrementAndGet();
        if (answer.status() != 200) {
            faults.add("a rename was answered " + answer);
        }
    }

    void lost(MixedRequest request, Throwable failure) {
        faults.add(request + " was not answered: " + failure);
    }

    void answered(MixedRequest request, Reply reply) {
        statuses.computeIfAbsent(reply.status(), status -> new LongAdder()).increment();
        if (!request.kind().mayBe(reply.status()) && !isExplainedByRename(reply)) {
            faults.add(request + " was answered " + reply);
        }
        if (!marks.owners(withoutPath(request, reply)).stream()
                .allMatch(request.of().id()::equals)) {
            faults.add(request + " was answered with what is another's: " + reply);
        }
        if (request.idempotencyKey() != null && reply.isSuccess()) {
            requireSameAsBefore(request, reply);
        }
    }

    /** A refusal repeats the path that was asked for. */
    private static String withoutPath(MixedRequest request, Reply reply) {
        return reply.body().replace(request.path(), "");
    }

    /** What the same caller made under the same key is the same, and nobody else's. */
    private void requireSameAsBefore(MixedRequest request, Reply reply) {
        String made = String.valueOf(reply.member("id"));
        String first = madeUnderKey.putIfAbsent(request.of().id() + " " + request.idempotencyKey(), made);
        if (first != null && !first.equals(made)) {
            faults.add(request + " made " + made + " after " + first);
        }
        marks.belong(request.of().id(), made);
    }

    private static boolean isExplainedByRename(Reply reply) {
        return reply.status() == 503 && EXPLAINED_BY_RENAME.contains(String.valueOf(reply.member("code")));
    }

    void requireOnlyItsOwn(MixedOrganization organization, String stored) {
        assertThat(marks.owners(stored))
                .as("what is stored of %s", organization)
                .containsExactly(organization.id());
    }

    void requireOnlyWhatMayBe() {
        assertThat(faults.stream().limit(10)).isEmpty();
        assertThat(cutOff.get()).isPositive();
        assertThat(renames.get()).isPositive();
    }

    long answered() {
        return statuses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public String toString() {
        return cutOff + " cut off, " + renames + " renames, " + statuses + ", " + faults.size() + " faults";
    }
}
