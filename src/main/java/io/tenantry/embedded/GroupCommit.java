package io.tenantry.embedded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Sees to it that a change is committed, whole, before its result is returned. Changes share one side of a lock and so
 * run side by side; a commit takes the other side and so never finds a document without its index entry. While one
 * thread commits others wait for their turn, and whoever finds that a commit began after its own change ended need not
 * commit again: many small writes share one commit.
 */
final class GroupCommit {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ReentrantLock turn = new ReentrantLock();
    private final Runnable commit;

    /** How many commits there were; changes only while the exclusive side is held. */
    private final AtomicLong commits = new AtomicLong();

    GroupCommit(Runnable commit) {
        this.commit = commit;
    }

    /**
     * Runs a change beside others. What it changed is committed when this returns, and also when the change itself
     * failed half-way: the error is an answer too. A commit that fails is thrown, and then nothing is promised.
     */
    <T> T change(Supplier<T> change) {
        long before;
        lock.readLock().lock();
        try {
            return change.get();
        } finally {
            before = commits.get();
            lock.readLock().unlock();
            commitUnlessSince(before);
        }
    }

    /** Like {@link #change}, alone: for what creates, renames or removes maps. */
    <T> T define(Supplier<T> definition) {
        lock.writeLock().lock();
        try {
            return definition.get();
        } finally {
            try {
                commit();
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** Runs without a commit, but also without one beside it. */
    <T> T undisturbed(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Called by a long change where the store is consistent: lets those through who wait to commit, and commits itself
     * if it is told to.
     */
    void pause(boolean commitNow) {
        if (isDefining()) {
            if (commitNow) {
                commit();
            }
        } else if (lock.getReadHoldCount() == 1 && (commitNow || lock.hasQueuedThreads())) {
            step(commitNow);
        }
    }

    boolean isDefining() {
        return lock.isWriteLockedByCurrentThread();
    }

    private void step(boolean commitNow) {
        long before = commits.get();
        lock.readLock().unlock();
        try {
            if (commitNow) {
                commitUnlessSince(before);
            }
        } finally {
            lock.readLock().lock();
        }
    }

    private void commitUnlessSince(long before) {
        turn.lock();
        try {
            if (commits.get() == before) {
                define(() -> true);
            }
        } finally {
            turn.unlock();
        }
    }

    private void commit() {
        commit.run();
        commits.incrementAndGet();
    }
}
