package io.tenantry.kernel.web;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.KeptBody;
import io.tenantry.kernel.ProblemException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies over {@link #LIMIT} before anybody works for them, whether or not the route reads its body.
 *
 * <p>A body that is too long is read to its end and thrown away first: a client that still sends when the connection closes
 * never sees the answer (RFC 9112, section 9.6). Not for ever: after {@link #PATIENCE} or {@link #LONGEST_DRAIN} it is
 * answered and the connection closed. A body of unknown length is read here, since it would otherwise be too late.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimitFilter implements WebFilter {

    static final DataSize LIMIT = DataSize.ofMegabytes(1);

    private static final DataSize LONGEST_DRAIN = DataSize.ofMegabytes(32);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long UNKNOWN = -1;

    private final HttpSettings settings;
    private final BodyRoom room;

    BodyLimitFilter(HttpSettings settings, BodyRoom room) {
        this.settings = settings;
        this.room = room;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long length = headers.getContentLength();
        if (length > LIMIT.toBytes()) {
            return headers.getFirst(HttpHeaders.EXPECT) == null
                    ? refuseAfterDraining(exchange)
                    : Mono.error(tooLarge());
        }
        if (length == UNKNOWN && headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return punctual(exchange, whole -> readFirst(whole, chain));
        }
        return length > 0 ? punctual(exchange, chain::filter) : chain.filter(exchange);
    }

    private Mono<Void> punctual(ServerWebExchange exchange, Function<ServerWebExchange, Mono<Void>> next) {
        BodyRoom.Share share = room.share();
        ServerHttpRequest punctual = new PunctualBody(exchange.getRequest(), settings.requestTimeout(), share);
        return next.apply(exchange.mutate().request(punctual).build()).doFinally(end -> share.giveBack());
    }

    private static Mono<Void> refuseAfterDraining(ServerWebExchange exchange) {
        BodyStart body = new BodyStart(0);
        return drained(exchange.getRequest(), body).take(PATIENCE).then(Mono.defer(() -> refuse(exchange, body)));
    }

    private static Mono<Void> readFirst(ServerWebExchange exchange, WebFilterChain chain) {
        BodyStart body = new BodyStart((int) LIMIT.toBytes());
        return drained(exchange.getRequest(), body)
                .then(Mono.defer(() -> body.isWhole()
                        ? chain.filter(exchange.mutate()
                                .request(new KeptBody(exchange.getRequest(), body.bytes()))
                                .build())
                        : refuse(exchange, body)));
    }

    private static Flux<DataBuffer> drained(ServerHttpRequest request, BodyStart body) {
        return request.getBody().doOnNext(body::take).takeWhile(buffer -> body.size() <= LONGEST_DRAIN.toBytes());
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, BodyStart body) {
        boolean gaveUp = body.size() > LONGEST_DRAIN.toBytes();
        if (gaveUp || body.size() < exchange.getRequest().getHeaders().getContentLength()) {
            exchange.getResponse().getHeaders().setConnection("close");
        }
        return Mono.error(tooLarge());
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ErrorCode.BODY_TOO_LARGE, "A body may have at most " + LIMIT.toBytes() + " bytes.");
    }

    /** Counts a body, and keeps it as long as it is within the limit. Buffers are released at once. */
    private static final class BodyStart {

        private final int limit;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long size;

        BodyStart(int limit) {
            this.limit = limit;
        }

        void take(DataBuffer buffer) {
            int count = buffer.readableByteCount();
            size += count;
            if (size <= limit) {
                kept.writeBytes(KeptBody.taken(buffer));
            } else {
                kept.reset();
                DataBufferUtils.release(buffer);
            }
        }

        boolean isWhole() {
            return size <= limit;
        }

        long size() {
            return size;
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }
}
