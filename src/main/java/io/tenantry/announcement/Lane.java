package io.tenantry.announcement;

import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** The connections of an organization on one event loop, of one kind: a message is handed over to all of them at once. */
final class Lane {

    private final EventLoop loop;
    private final Wire wire;

    /** Only touched on the event loop. */
    private final Set<Session> sessions = new LinkedHashSet<>();

    Lane(EventLoop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    void add(Session session) {
        loop.execute(() -> sessions.add(session));
    }

    void remove(Session session) {
        execute(() -> sessions.remove(session));
    }

    void deliver(Batch batch) {
        Batch ours = batch.retained();
        boolean accepted = execute(() -> {
            try {
                sessions.forEach(session -> session.offer(ours));
            } finally {
                ours.release();
            }
        });
        if (!accepted) {
            ours.release();
        }
    }

    void keepAlive() {
        execute(() -> sessions.forEach(Session::keepAlive));
    }

    /** False when the event loop has ended, and its connections with it. */
    private boolean execute(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /** What tells lanes apart. */
    record Key(EventLoop loop, Wire wire) {}
}
