package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * What somebody who is connected gets. First what they missed, read from the {@link Source} at the pace at which they take
 * it; once they have come to its end, what is new. All of it happens on the event loop of their channel, and what they get
 * is decided by one {@link Cursor}.
 */
final class Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** Until an organization is back where it can be read, or the connection ends. */
    private static final Retry UNTIL_READABLE = Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(250));

    /** Between pages in which there was nothing for them, which no connection has to take. */
    private static final Duration BREATH = Duration.ofMillis(20);

    /** What is written of what was missed before the connection has to have taken it. */
    private static final int HISTORY_BYTES = 64 << 10;

    private enum Stage {
        WAITING,
        CATCHING_UP,
        /** Something of what was missed is on its way, and nothing else is read before the connection has taken it. */
        SENDING,
        LIVE
    }

    private final Outlet outlet;
    private final Resume resume;
    private final Source source;
    private final Function<Resume.Hello, byte[]> json;
    private final Runnable sent;
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private volatile boolean over;
    private Stage stage = Stage.WAITING;
    private Cursor cursor = new Cursor(0, null);

    /** Signs of life since what is on its way was written. */
    private int pings;

    /**
     * Nothing yet, until it is {@linkplain #open opened}.
     *
     * @param json writes the first frame
     * @param sent is told whenever announcements were handed to the outlet
     */
    Feed(Outlet outlet, Resume resume, Source source, Function<Resume.Hello, byte[]> json, Runnable sent) {
        this.outlet = outlet;
        this.resume = resume;
        this.source = source;
        this.json = json;
        this.sent = sent;
    }

    /** Begins with the greeting. */
    void open() {
        read(source.currentEnd(), this::greet);
    }

    /** Nothing is sent from now on; from any thread. */
    void stop() {
        over = true;
        stopped.tryEmitEmpty();
    }

    private void greet(long end) {
        if (!over && stage == Stage.WAITING) {
            cursor = resume.from(end);
            outlet.greet(cursor.seq(), json.apply(resume.hello(end)));
            catchUp();
        }
    }

    private void catchUp() {
        if (over) {
            return;
        }
        long end = source.end();
        if (cursor.seq() >= end) {
            stage = Stage.LIVE;
        } else {
            stage = Stage.CATCHING_UP;
            read(source.after(cursor.seq()), frames -> sendMissed(frames, end));
        }
    }

    /** @param end which was known when they were asked for: where nothing is left before it, somebody has removed it */
    private void sendMissed(List<Frame> frames, long end) {
        if (over || stage != Stage.CATCHING_UP) {
            return;
        }
        if (frames.isEmpty()) {
            cursor = cursor.at(end);
            catchUp();
            return;
        }
        List<Frame> some = Frame.portion(frames, HISTORY_BYTES);
        if (send(some, index -> outlet.encoded(some.get(index)))) {
            stage = Stage.SENDING;
            pings = 0;
            outlet.onceLeft(() -> attempt(this::catchUp));
            sent.run();
        } else {
            outlet.later(BREATH, () -> attempt(this::catchUp));
        }
    }

    /** What is new. More than a portion at once is taken like the past: nobody falls behind by it. */
    void offer(Batch batch) {
        if (!over && stage == Stage.LIVE) {
            attempt(() -> take(batch));
        }
    }

    private void take(Batch batch) {
        if (batch.bytes() > HISTORY_BYTES || cursor.misses(batch.frames())) {
            catchUp();
        } else if (send(batch.frames(), batch::share)) {
            sent.run();
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

    /** The connection is asked for a sign of life. */
    void pinged() {
        pings++;
    }

    /** Whether the connection had the time between two signs of life to take what is on its way, and has not. */
    boolean isStuck() {
        return stage == Stage.SENDING && pings > 0;
    }

    private <T> void read(Mono<T> what, Consumer<T> then) {
        what.retryWhen(UNTIL_READABLE)
                .takeUntilOther(stopped.asMono())
                .subscribe(
                        found -> outlet.onLoop(() -> attempt(() -> then.accept(found))),
                        failure -> outlet.onLoop(() -> giveUp(failure)));
    }

    /** Who cannot be sent something comes back for it, where they would otherwise wait for it in vain. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | OutOfMemoryError failure) {
            giveUp(failure);
        }
    }

    private void giveUp(Throwable failure) {
        LOG.warn("A connection cannot go on and is cut off: {}", failure.toString());
        stop();
        outlet.close();
    }
}
