package io.tenantry.announcement;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tenantry.identity.Presence;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Somebody who is connected: what they get is their {@link Feed}, and this is why and how it ends. */
final class Session {

    private final Presence presence;
    private final Outlet outlet;
    private final Peer peer;
    private final Feed feed;
    private final Consumer<Session> gone;
    private final AtomicBoolean left = new AtomicBoolean();
    private final Sinks.One<Close> closed = Sinks.one();

    /** Not before it was done once after they came in: something could have changed since the guard let them. */
    private volatile boolean lookedAt;

    private boolean over;

    /** Until it is cut off, once it has ended. */
    private Duration patience = ChronoUnit.FOREVER.getDuration();

    /**
     * Somebody who is about to be connected.
     *
     * @param json writes the first frame
     * @param gone is told once that the connection has ended
     */
    Session(
            Presence presence,
            Outlet outlet,
            Resume resume,
            Source source,
            Function<Resume.Hello, byte[]> json,
            Consumer<Session> gone) {
        this.presence = presence;
        this.outlet = outlet;
        this.peer = new Peer(outlet);
        this.feed = new Feed(outlet, resume, source, json, this::endIfClogged);
        this.gone = gone;
    }

    Presence presence() {
        return presence;
    }

    boolean isLookedAt() {
        return lookedAt;
    }

    void lookedAt() {
        lookedAt = true;
    }

    Lane.Key lane() {
        return outlet.lane();
    }

    /** Why it is to be closed, once it is; what is on its way has been written before. */
    Mono<Close> closed() {
        return closed.asMono();
    }

    /** Begins, when the connection is there. */
    void open() {
        feed.open();
    }

    /** What is new; on the event loop. */
    void offer(Batch batch) {
        feed.offer(batch);
    }

    private void endIfClogged() {
        if (outlet.isClogged()) {
            end(Close.TOO_SLOW);
        }
    }

    /** On the event loop. */
    void keepAlive() {
        if (over) {
            return;
        }
        if (feed.isStuck()) {
            end(Close.TOO_SLOW);
        } else {
            feed.pinged();
            peer.keepAlive();
            endIfClogged();
        }
    }

    /** What the client sends; on the event loop. Who asks and does not take the answers falls behind too. */
    void hear(WebSocketFrame frame) {
        if (!over) {
            peer.hear(frame).ifPresent(this::end);
            endIfClogged();
        }
    }

    /** From any thread. */
    void close(Close why) {
        outlet.onLoop(() -> end(why));
    }

    private void end(Close why) {
        if (!over) {
            over = true;
            feed.stop();
            closed.tryEmitValue(why);
        }
        cutOffWithin(why.patience());
    }

    /** Who has ended for one reason may have less time for another one. */
    private void cutOffWithin(Duration time) {
        if (time.compareTo(patience) < 0) {
            patience = time;
            outlet.later(time, this::cutOff);
        }
    }

    private void cutOff() {
        if (!left.get()) {
            outlet.close();
        }
    }

    /** The connection is gone; from any thread. */
    void leave() {
        if (left.compareAndSet(false, true)) {
            feed.stop();
            gone.accept(this);
        }
    }
}
