package io.tenantry.isolation;

import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Two clients: one whose connections all organizations share, and one that opens a connection for each request. */
final class MixedClients implements AutoCloseable {

    private static final int SHARED = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionProvider pool = ConnectionProvider.builder("mixed")
            .maxConnections(SHARED)
            .pendingAcquireMaxCount(-1)
            .build();

    private final WebClient sharing;
    private final WebClient alone;

    MixedClients(String url) {
        this.sharing = client(url, HttpClient.create(pool));
        this.alone = client(
                url, HttpClient.create(ConnectionProvider.newConnection()).keepAlive(false));
    }

    private static WebClient client(String url, HttpClient http) {
        return WebClient.builder()
                .baseUrl(url)
                .clientConnector(new ReactorClientHttpConnector(http.responseTimeout(PATIENCE)))
                .build();
    }

    /** The answer; cancelling cuts the connection. */
    Mono<Reply> send(MixedRequest request, boolean shared) {
        WebClient.RequestBodySpec spec = (shared ? sharing : alone)
                .method(request.method())
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
        pool.dispose();
    }
}
