package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** Design, promise 1: no answer of another organization, whatever is cut off. */
@HttpTest
class UnpooledAnswersTest {

    /** Of pooled buffers one of the first dozen was released. */
    private static final int ATTEMPTS = 5_000;

    private static final MockServerHttpRequest REQUEST =
            MockServerHttpRequest.get("/as-somebody").build();
    private static final NettyDataBufferFactory NETTYS = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

    @Autowired
    private ApplicationContext application;

    @Test
    void theApplicationAnswersInBuffersThatNobodyReleases() {
        AtomicReference<DataBuffer> written = new AtomicReference<>();
        MockServerHttpResponse response = new MockServerHttpResponse(NETTYS);
        response.setWriteHandler(body -> body.doOnNext(written::set).then());

        WebHttpHandlerBuilder.applicationContext(application)
                .build()
                .handle(REQUEST, response)
                .block();

        assertThat(written.get()).isNotNull().isNotInstanceOf(PooledDataBuffer.class);
    }

    @Test
    void whatIsCutOffWhileItIsWrittenIsNotReleasedUnderItsWriter() throws Exception {
        HttpHandler handler = new UnpooledAnswers().apply((request, response) -> response.writeWith(answer(response)));
        CutOff cutOff = new CutOff();
        try {
            for (int n = 0; n < ATTEMPTS; n++) {
                AtomicReference<@Nullable ByteBuf> written = new AtomicReference<>();
                MockServerHttpResponse response = new MockServerHttpResponse(NETTYS);
                response.setWriteHandler(body -> body.map(NettyDataBufferFactory::toByteBuf)
                        .doOnNext(written::set)
                        .then());
                cutOff.whileItRuns(handler.handle(REQUEST, response));
                ByteBuf buffer = written.get();
                assertThat(buffer == null || buffer.refCnt() == 1)
                        .as("attempt %d", n)
                        .isTrue();
            }
        } finally {
            cutOff.end();
        }
    }

    private static Mono<DataBuffer> answer(ServerHttpResponse response) {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        return Mono.fromSupplier(
                () -> response.bufferFactory().allocateBuffer(json.length).write(json));
    }

    /** Another thread, which cancels as soon as it sees that something begins. */
    private static final class CutOff {

        private final AtomicReference<@Nullable Subscription> begun = new AtomicReference<>();
        private final AtomicBoolean done = new AtomicBoolean();
        private final Thread thread = new Thread(this::cancelWhatBegins);

        CutOff() {
            thread.start();
        }

        private void cancelWhatBegins() {
            while (!done.get()) {
                Subscription seen = begun.get();
                if (seen != null) {
                    seen.cancel();
                    begun.set(null);
                }
            }
        }

        void whileItRuns(Mono<Void> answering) {
            answering.subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    begun.set(subscription);
                    subscription.request(1);
                }
            });
            while (begun.get() != null) {
                Thread.onSpinWait();
            }
        }

        void end() throws InterruptedException {
            done.set(true);
            thread.join();
        }
    }
}
