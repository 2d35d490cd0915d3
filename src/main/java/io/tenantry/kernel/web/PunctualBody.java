package io.tenantry.kernel.web;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.KeptBody;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A body that arrives in time or fails with a 408, so that nobody holds a request open by sending a byte now and then; and one
 * for which there is room, or it fails with a 503.
 *
 * <p>Reactor Netty's {@code requestTimeout} would do the same, but its timer, also of a request without a body, keeps the
 * request in memory until it fires (seen in 1.3.6): at 1,000 requests/s and 60 s that is all of a small heap.
 *
 * <p>It is copied out of Netty's buffers where they come in. The 408 comes from another thread, and who was given up on that way
 * releases nothing any more; and what is nobody's but this request's cannot be another's by mistake: {@link UnpooledAnswers}.
 */
final class PunctualBody extends ServerHttpRequestDecorator {

    private final Duration limit;
    private final BodyRoom.Share room;

    PunctualBody(ServerHttpRequest request, Duration limit, BodyRoom.Share room) {
        super(request);
        this.limit = limit;
        this.room = room;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        Mono<Void> tooLate = Mono.delay(limit).then(Mono.error(PunctualBody::late));
        return super.getBody().map(this::own).takeUntilOther(tooLate);
    }

    private DataBuffer own(DataBuffer nettys) {
        try {
            room.take(nettys.readableByteCount());
        } catch (ProblemException full) {
            DataBufferUtils.release(nettys);
            throw full;
        }
        return DefaultDataBufferFactory.sharedInstance.wrap(KeptBody.taken(nettys));
    }

    private static ProblemException late() {
        return new ProblemException(ErrorCode.REQUEST_TIMEOUT, "The body did not arrive in time.");
    }
}
