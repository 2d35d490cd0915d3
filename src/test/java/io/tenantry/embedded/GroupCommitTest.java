package io.tenantry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class GroupCommitTest {

    private final AtomicInteger commits = new AtomicInteger();
    private final GroupCommit group = new GroupCommit(commits::incrementAndGet);

    @Test
    void aChangeIsCommittedWhenItReturns() {
        group.change(() -> assertThat(commits).hasValue(0));
        assertThat(commits).hasValue(1);
    }

    @Test
    void aChangeThatFailsHalfWayIsCommittedToo() {
        assertThatThrownBy(() -> group.change(() -> {
                    throw new IllegalArgumentException("item 3");
                }))
                .hasMessage("item 3");
        assertThat(commits).hasValue(1);
    }

    @Test
    void aCommitThatFailsIsTheAnswer() {
        GroupCommit broken = new GroupCommit(() -> {
            throw new IllegalStateException("disk full");
        });
        assertThatThrownBy(() -> broken.change(() -> "done")).hasMessage("disk full");
        assertThatThrownBy(() -> broken.define(() -> "done")).hasMessage("disk full");
    }

    @Test
    void aCommitDoesNotComeAmidAChange() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicBoolean amid = new AtomicBoolean();
        GroupCommit watched = new GroupCommit(() -> amid.compareAndSet(false, finish.getCount() > 0));
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> watched.change(() -> {
            begun.countDown();
            await(finish);
            return true;
        }));
        begun.await();
        Thread quick = new Thread(() -> watched.change(() -> true));
        quick.start();
        while (quick.getState() != Thread.State.WAITING && quick.isAlive()) {
            Thread.onSpinWait();
        }
        finish.countDown();
        slow.join();
        quick.join();
        assertThat(amid).isFalse();
    }

    @Test
    void aLongChangeThatPausesLetsOthersThrough() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean through = new AtomicBoolean();
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> group.change(() -> {
            begun.countDown();
            while (!through.get()) {
                group.pause(false);
            }
            return true;
        }));
        begun.await();
        group.define(() -> true);
        through.set(true);
        slow.join();
        assertThat(commits).hasValue(2);
    }

    @Test
    void aPauseCommitsWhatIsThereWhenTold() {
        group.change(() -> {
            group.pause(true);
            return assertThat(commits).hasValue(1);
        });
        group.define(() -> {
            group.pause(true);
            return assertThat(commits).hasValue(3);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
