package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Netty's buffers go back whatever becomes of the body, and nobody reads in them afterwards. */
class PunctualBodyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final NettyDataBufferFactory nettys = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
    private final BodyRoom room = new BodyRoom(1024);
    private final Sinks.Many<DataBuffer> sent = Sinks.many().unicast().onBackpressureBuffer();

    @Test
    void whatArrivesIsReadFromACopy() {
        NettyDataBuffer chunk = chunk("{\"a\":1}");
        sent.tryEmitNext(chunk);
        sent.tryEmitComplete();

        StepVerifier.create(body())
                .assertNext(read -> assertThat(read)
                        .isNotInstanceOf(PooledDataBuffer.class)
                        .satisfies(copy -> assertThat(copy.toString(StandardCharsets.UTF_8))
                                .isEqualTo("{\"a\":1}")))
                .verifyComplete();
        assertThat(chunk.getNativeBuffer().refCnt()).isZero();
    }

    @Test
    void whatArrivesTooLateIsReleasedToo() {
        NettyDataBuffer late = chunk("}");

        StepVerifier.withVirtualTime(this::body)
                .expectSubscription()
                .thenAwait(LIMIT)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT)));
        sent.tryEmitNext(late);

        assertThat(late.getNativeBuffer().refCnt()).isZero();
    }

    @Test
    void whatThereIsNoRoomForIsReleasedToo() {
        NettyDataBuffer tooLong = chunk(" ".repeat(100_000));
        sent.tryEmitNext(tooLong);

        StepVerifier.create(body())
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED)));

        assertThat(tooLong.getNativeBuffer().refCnt()).isZero();
    }

    private Flux<DataBuffer> body() {
        return new PunctualBody(MockServerHttpRequest.post("/").body(sent.asFlux()), LIMIT, room.share()).getBody();
    }

    private NettyDataBuffer chunk(String text) {
        return nettys.wrap(nettys.getByteBufAllocator().buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
