package io.tenantry.isolation;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Three clients: two whose connections all organizations share, one of them for what is cut off, and one that opens a
 * connection for each request. What is cut off has connections of its own, since Reactor Netty's client may close a
 * connection for it just after it lent it to the next request ({@code HttpClientOperations.onInboundCancel}).
 *
 * <p>Their buffers are not of the pool that the service under test uses too, as they would be in its process: a WebClient
 * that is cancelled while it writes may release its body twice, and what it hits must not be an answer of the service.
 */
final class MixedClients implements AutoCloseable {

    private static final int SHARED = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionProvider kept = pool("kept");
    private final ConnectionProvider cut = pool("cut");
    private final WebClient sharing;
    private final WebClient sharingCut;
    private final WebClient alone;

    MixedClients(String url) {
        this.sharing = client(url, HttpClient.create(kept));
        this.sharingCut = client(url, HttpClient.create(cut));
        this.alone = client(
                url, HttpClient.create(ConnectionProvider.newConnection()).keepAlive(false));
    }

    private static ConnectionProvider pool(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(SHARED)
                .pendingAcquireMaxCount(-1)
                .build();
    }

    private static WebClient client(String url, HttpClient http) {
        HttpClient unpooled = http.option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
        return WebClient.builder()
                .baseUrl(url)
                .clientConnector(new ReactorClientHttpConnector(unpooled.responseTimeout(PATIENCE)))
                .build();
    }

    /** The answer, over a connection that may be shared. */
    Mono<Reply> send(MixedRequest request, boolean shared) {
        return send(request, shared ? sharing : alone);
    }

    /** The same of a request that will be cut off: cancelling closes its connection. */
    Mono<Reply> sendCutOff(MixedRequest request, boolean shared) {
        return send(request, shared ? sharingCut : alone);
    }

    private static Mono<Reply> send(MixedRequest request, WebClient client) {
        WebClient.RequestBodySpec spec = client.method(request.method())
                .uri(request.path())
                .headers(headers -> {
                    headers.setBearerAuth(request.of().account().token());
                    if (request.idempotencyKey() != null) {
                        headers.set("Idempotency-Key", request.idempotencyKey());
                    }
                });
        return (request.body() == null
                        ? spec
                        : spec.contentType(MediaType.APPLICATION_JSON).bodyValue(request.body()))
                .exchangeToMono(Reply::of);
    }

    @Override
    public void close() {
        kept.dispose();
        cut.dispose();
    }
}
