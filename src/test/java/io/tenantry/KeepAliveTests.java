package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection that is kept alive is read again after each answer, however soon the next request comes. */
@TenantryTest
class KeepAliveTests {

    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 300;

    private final String base;

    KeepAliveTests(@LocalServerPort int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    @Test
    void noRequestIsLeftUnread() {
        List<Integer> statuses = Flux.range(0, CONNECTIONS)
                .flatMap(connection -> oneAfterTheOther(), CONNECTIONS)
                .collectList()
                .block();

        assertThat(statuses).hasSize(CONNECTIONS * REQUESTS).allMatch(status -> status >= 200 && status < 500);
    }

    private Flux<Integer> oneAfterTheOther() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return Flux.range(0, REQUESTS).concatMap(number -> status(client, number));
    }

    private Mono<Integer> status(HttpClient client, int number) {
        return Mono.fromFuture(() -> client.sendAsync(request(number), HttpResponse.BodyHandlers.discarding()))
                .map(HttpResponse::statusCode);
    }

    private HttpRequest request(int number) {
        return switch (number % 4) {
            case 0 -> to("/org/get?organization_name=nobody").GET().build();
            case 1 ->
                to("/org/create")
                        .header("Content-Type", "application/xml")
                        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(20_000)))
                        .build();
            case 2 -> to("/livez").GET().build();
            default ->
                to("/org/create")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"unknown\":1}"))
                        .build();
        };
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
    }
}
