package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.tenantry.identity.Presence;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What one connection is sent, without a network. */
class SessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Announced source = new Announced();
    private final Held channel = new Held();

    private static Frame frame(long seq) {
        return new Frame(seq, null, Long.toString(seq).getBytes(StandardCharsets.UTF_8));
    }

    private Session session(long after) {
        return session(after, Wire.WEB_SOCKET);
    }

    private Session session(long after, Wire wire) {
        Actor actor = new Actor(ActorType.USER, UserId.create(), new OrganizationId(new ObjectId()), "session");
        return new Session(
                new Presence(actor, Instant.MAX),
                new Outlet(wire, channel),
                new Resume(after, null),
                source,
                hello -> "hello".getBytes(StandardCharsets.UTF_8),
                gone -> {});
    }

    @AfterEach
    void end() {
        channel.letGo = true;
        channel.finishAndReleaseAll();
    }

    /** What has been written, without heads. */
    private List<String> written() {
        List<String> written = new ArrayList<>();
        for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            if (frame.isReadable()) {
                written.add(frame.skipBytes(2).toString(StandardCharsets.UTF_8));
            }
            frame.release();
        }
        return written;
    }

    private void offer(Session session, long first, long last) {
        Batch batch = Batch.of(
                Wire.WEB_SOCKET,
                LongStream.rangeClosed(first, last).mapToObj(SessionTest::frame).toList());
        session.offer(batch);
        batch.release();
        channel.runPendingTasks();
    }

    @Test
    void thePastComesBeforeThePresentAndEachOnce() {
        source.end = 3;
        Session session = session(1);

        session.open();
        offer(session, 3, 4);

        assertThat(written()).containsExactly("hello", "2", "3", "4");
    }

    @Test
    void whatIsOfferedWhileThePastIsReadComesFromThere() {
        source.end = 2;
        source.answers = false;
        Session session = session(0);
        session.open();
        source.end = 3;
        offer(session, 3, 3);
        assertThat(written()).containsExactly("hello");

        source.answers = true;
        source.answer();
        channel.runPendingTasks();

        assertThat(written()).containsExactly("1", "2", "3");
    }

    @Test
    void beforeAGapItReads() {
        Session session = session(0);
        session.open();
        source.end = 5;
        offer(session, 4, 5);

        assertThat(written()).containsExactly("hello", "1", "2", "3", "4", "5");
    }

    @Test
    void whoTakesNothingIsClosed() {
        Session session = session(0);
        session.open();
        channel.letGo = false;
        source.end = Backlog.MOST + 50;
        LongStream.rangeClosed(1, Backlog.MOST + 1).forEach(seq -> offer(session, seq, seq));

        StepVerifier.create(session.closed()).expectNext(Close.TOO_SLOW).verifyComplete();
        offer(session, Backlog.MOST + 2, Backlog.MOST + 2);
        channel.takeAll();
        assertThat(written()).hasSize(1 + Backlog.MOST + 1);
    }

    @Test
    void whoDoesNotTakeTheAnswersToItsPingsIsClosed() {
        Session session = session(0);
        session.open();
        channel.letGo = false;
        ByteBuf content = Unpooled.wrappedBuffer(new byte[Backlog.MOST_BYTES / 10]);
        PingWebSocketFrame ping = new PingWebSocketFrame(content);
        for (int i = 0; i < 20; i++) {
            session.hear(ping);
        }

        StepVerifier.create(session.closed())
                .expectNext(Close.TOO_SLOW)
                .expectComplete()
                .verify(PATIENCE);
        channel.takeAll();
        assertThat(channel.outboundMessages()).hasSize(1 + 10);
        channel.releaseOutbound();
        assertThat(content.refCnt()).isEqualTo(1);
        content.release();
    }

    @Test
    void whoTakesNoSignsOfLifeIsClosed() {
        Session session = session(0, Wire.EVENT_STREAM);
        session.open();
        channel.letGo = false;
        for (int i = 0; i < 4 * Backlog.MOST; i++) {
            session.keepAlive();
        }

        StepVerifier.create(session.closed())
                .expectNext(Close.TOO_SLOW)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoTakesThePastSlowlyIsNotClosed() {
        source.end = 2_000;
        channel.letGo = false;
        Session session = session(0);
        session.open();
        for (int i = 0; i < 4_000; i++) {
            channel.takeAll();
            channel.runPendingTasks();
        }

        assertThat(written()).hasSize(2_001);
        assertNotClosed(session);
    }

    @Test
    void whoStallsInThePastIsClosed() {
        source.end = 2_000;
        channel.letGo = false;
        Session session = session(0);
        session.open();

        session.keepAlive();
        assertNotClosed(session);
        session.keepAlive();
        StepVerifier.create(session.closed())
                .expectNext(Close.TOO_SLOW)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoTakesAPortionBetweenSignsOfLifeIsNotClosed() {
        source.end = 2_000;
        channel.letGo = false;
        Session session = session(0, Wire.EVENT_STREAM);
        session.open();
        for (int i = 0; i < 20; i++) {
            session.keepAlive();
            channel.takeAll();
            channel.runPendingTasks();
        }

        assertNotClosed(session);
    }

    /** It is not theirs that an organization is being moved. */
    @Test
    void whoWaitsForThePastIsNotClosed() {
        source.end = 2;
        source.answers = false;
        Session session = session(0, Wire.EVENT_STREAM);
        session.open();
        for (int i = 0; i < 5; i++) {
            session.keepAlive();
        }

        assertNotClosed(session);
    }

    /** Whoever operates the service may have removed what there was. */
    @Test
    void whereThePastEndsBeforeItsEndThePresentBegins() {
        source.end = 5;
        source.removed = 5;
        Session session = session(2);
        session.open();
        source.end = 6;
        offer(session, 6, 6);

        assertThat(written()).containsExactly("hello", "6");
    }

    /** Or they would wait for it in vain. */
    @Test
    void whoCannotBeSentWhatTheyMissedIsCutOff() {
        source.end = 2;
        source.failure = new OutOfMemoryError("This is a test.");
        session(0).open();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aLargePageIsTakenAtTheirOwnPace() {
        Session session = session(0);
        session.open();
        channel.letGo = false;
        source.size = 15_000;
        source.end = History.PAGE;
        Batch batch = Batch.of(Wire.WEB_SOCKET, source.page());
        session.offer(batch);
        batch.release();

        assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isLessThan(128 << 10);
        for (int i = 0; i < History.PAGE; i++) {
            channel.takeAll();
            channel.runPendingTasks();
        }
        assertThat(written()).hasSize(1 + History.PAGE);
        assertNotClosed(session);
    }

    /** Who had fallen behind before is closed as ever. */
    @Test
    void aLargePageOnTopOfABacklogIsTooMuch() {
        Session session = session(0);
        session.open();
        channel.letGo = false;
        source.end = Backlog.MOST;
        LongStream.rangeClosed(1, Backlog.MOST).forEach(seq -> offer(session, seq, seq));
        assertNotClosed(session);
        source.size = 15_000;
        source.end = Backlog.MOST + 10;
        source.after = Backlog.MOST;
        Batch batch = Batch.of(Wire.WEB_SOCKET, source.page());
        session.offer(batch);
        batch.release();

        StepVerifier.create(session.closed())
                .expectNext(Close.TOO_SLOW)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoIsTooSlowHasTenSecondsToTakeWhy() {
        channel.freezeTime();
        session(0).close(Close.TOO_SLOW);

        assertCutOffAfter(Duration.ofSeconds(10));
    }

    /** A stop is over within ten seconds, for them too. */
    @Test
    void whoIsTooSlowHasTwoWhenTheServiceGoesDown() {
        channel.freezeTime();
        Session session = session(0);
        session.close(Close.TOO_SLOW);
        session.close(Close.goingDown(Duration.ofSeconds(1)));

        assertCutOffAfter(Duration.ofSeconds(2));
    }

    private void assertCutOffAfter(Duration time) {
        channel.advanceTimeBy(time.toMillis() - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    private static void assertNotClosed(Session session) {
        AtomicReference<Close> why = new AtomicReference<>();
        session.closed().subscribe(why::set);
        assertThat(why).hasNullValue();
    }

    @Test
    void afterItsEndNothingFollows() {
        Session session = session(0);
        session.open();
        session.close(Close.EXPIRED);
        source.end = 1;
        offer(session, 1, 1);

        assertThat(written()).containsExactly("hello");
        StepVerifier.create(session.closed()).expectNext(Close.EXPIRED).verifyComplete();
    }

    @Test
    void allBuffersAreReleased() {
        Session session = session(0);
        session.open();
        source.end = 1;
        Batch batch = Batch.of(Wire.WEB_SOCKET, List.of(frame(1)));
        session.offer(batch);
        batch.release();
        written();

        assertThat(batch.buffers()).allMatch(buffer -> buffer.refCnt() == 0);
    }

    /** A channel whose client takes what it is sent when the test says so. */
    private static final class Held extends EmbeddedChannel {

        private boolean letGo = true;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (letGo) {
                super.doWrite(waiting);
            }
        }

        void takeAll() {
            letGo = true;
            flush();
            letGo = false;
        }
    }

    /** An organization that has announced the numbers up to an end. */
    private static final class Announced implements Source {

        private long end;
        private boolean answers = true;
        private Sinks.One<List<Frame>> asked = Sinks.one();
        private long after;

        /** Up to there nothing is left. */
        private long removed;

        private @Nullable Error failure;

        /** Of a frame in bytes, which otherwise are its number. */
        private int size;

        @Override
        public long end() {
            return end;
        }

        @Override
        public Mono<Long> currentEnd() {
            return Mono.just(end);
        }

        @Override
        public Mono<List<Frame>> after(long seq) {
            if (failure != null) {
                throw failure;
            }
            after = seq;
            return answers ? Mono.just(page()) : asked.asMono();
        }

        void answer() {
            asked.tryEmitValue(page());
        }

        private List<Frame> page() {
            return LongStream.rangeClosed(after + 1, Math.min(end, after + History.PAGE))
                    .filter(seq -> seq > removed)
                    .mapToObj(seq -> size == 0 ? frame(seq) : new Frame(seq, null, new byte[size]))
                    .toList();
        }
    }
}
