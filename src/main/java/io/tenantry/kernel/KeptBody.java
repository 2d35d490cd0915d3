package io.tenantry.kernel;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose body was read, and can be read again. */
public final class KeptBody extends ServerHttpRequestDecorator {

    private final byte[] bytes;

    /** Keeps the bytes, which nobody changes from here on. */
    public KeptBody(ServerHttpRequest request, byte[] bytes) {
        super(request);
        this.bytes = bytes;
    }

    /** Reads a body to its end; how long it may be was seen to before. */
    public static Mono<KeptBody> read(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody())
                .map(KeptBody::taken)
                .defaultIfEmpty(new byte[0])
                .map(bytes -> new KeptBody(request, bytes));
    }

    /** What is left to read of a buffer, which is released. */
    public static byte[] taken(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** The body itself, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return bytes.length == 0
                ? Flux.empty()
                : Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)));
    }
}
