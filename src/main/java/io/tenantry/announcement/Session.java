package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tenantry.identity.Presence;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Somebody who is connected. First they get what they missed, read from the {@link Source} at the pace at which they take
 * it; once they have come to its end, what is new. All of it happens on the event loop of their channel, and what they get
 * is decided by one {@link Cursor}.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Until an organization is back where it can be read, or the connection ends. */
    private static final Retry UNTIL_READABLE = Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(250));

    /** What is written of what was missed before the connection has to have taken it. */
    private static final int HISTORY_BYTES = 64 << 10;

    private enum Stage {
        WAITING,
        CATCHING_UP,
        /** Something of what was missed is on its way, and nothing else is read before the connection has taken it. */
        SENDING,
        LIVE,
        OVER
    }

    private final Presence presence;
    private final Outlet outlet;
    private final Peer peer;
    private final Resume resume;
    private final Source source;
    private final Function<Resume.Hello, byte[]> json;
    private final Consumer<Session> gone;
    private final AtomicBoolean left = new AtomicBoolean();
    private final Sinks.One<Close> closed = Sinks.one();
    private final Sinks.Empty<Void> over = Sinks.empty();

    /** Not before it was done once after they came in: something could have changed since the guard let them. */
    private volatile boolean lookedAt;

    private Stage stage = Stage.WAITING;
    private Cursor cursor = new Cursor(0, null);

    /** Signs of life since what is on its way was written. */
    private int pings;

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
        this.resume = resume;
        this.source = source;
        this.json = json;
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

    /** Begins, when the connection is there: with the greeting. */
    void open() {
        read(source.currentEnd(), this::greet);
    }

    private void greet(long end) {
        if (stage == Stage.WAITING) {
            cursor = resume.from(end);
            outlet.greet(cursor.seq(), json.apply(resume.hello(end)));
            catchUp();
        }
    }

    private void catchUp() {
        if (stage == Stage.OVER) {
            return;
        }
        if (cursor.seq() >= source.end()) {
            stage = Stage.LIVE;
        } else {
            stage = Stage.CATCHING_UP;
            read(source.after(cursor.seq()), this::sendMissed);
        }
    }

    private void sendMissed(List<Frame> frames) {
        if (stage == Stage.CATCHING_UP) {
            List<Frame> some = Frame.portion(frames, HISTORY_BYTES);
            if (send(some, index -> outlet.encoded(some.get(index)))) {
                stage = Stage.SENDING;
                pings = 0;
                outlet.onceLeft(this::catchUp);
                endIfClogged();
            } else {
                catchUp();
            }
        }
    }

    /** What is new. On the event loop. More than a portion at once is taken like the past: nobody falls behind by it. */
    void offer(Batch batch) {
        if (stage != Stage.LIVE) {
            return;
        }
        if (batch.bytes() > HISTORY_BYTES || cursor.misses(batch.frames())) {
            catchUp();
            return;
        }
        if (send(batch.frames(), batch::share)) {
            endIfClogged();
        }
    }

    private void endIfClogged() {
        if (outlet.isClogged()) {
            end(Close.TOO_SLOW);
        }
    }

    /** Writes what is wanted of these; whether there was anything. */
    private boolean send(List<Frame> frames, IntFunction<ByteBuf> encoded) {
        boolean some = false;
        for (int i = 0; i < frames.size(); i++) {
            if (cursor.wants(frames.get(i))) {
                outlet.write(encoded.apply(i));
                some = true;
            }
        }
        cursor = cursor.past(frames);
        if (some) {
            outlet.flush();
        }
        return some;
    }

    /** On the event loop. */
    void keepAlive() {
        if (isStuck()) {
            end(Close.TOO_SLOW);
        } else if (stage != Stage.OVER) {
            pings++;
            peer.keepAlive();
            endIfClogged();
        }
    }

    /** Whether it had the time between two signs of life to take what is on its way, and has not. */
    private boolean isStuck() {
        return stage == Stage.SENDING && pings > 0;
    }

    /** What the client sends; on the event loop. Who asks and does not take the answers falls behind too. */
    void hear(WebSocketFrame frame) {
        if (stage != Stage.OVER) {
            peer.hear(frame).ifPresent(this::end);
            endIfClogged();
        }
    }

    /** From any thread. */
    void close(Close why) {
        outlet.onLoop(() -> end(why));
    }

    private void end(Close why) {
        if (stage != Stage.OVER) {
            stage = Stage.OVER;
            over.tryEmitEmpty();
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
            over.tryEmitEmpty();
            gone.accept(this);
        }
    }

    private <T> void read(Mono<T> what, Consumer<T> then) {
        what.retryWhen(UNTIL_READABLE)
                .takeUntilOther(over.asMono())
                .subscribe(
                        found -> outlet.onLoop(() -> then.accept(found)),
                        failure -> LOG.warn("A connection cannot go on: {}", failure.toString()));
    }
}
