package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.LoopResources;

/** A service that goes down ends its own connections, and nobody else's in its process. */
class OwnEventLoopsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aConnectionOfSomebodyElseStaysOpen() {
        LoopResources loops = LoopResources.create("somebody-else");
        DisposableServer server = HttpServer.create()
                .runOn(loops)
                .handle((request, response) -> response.sendString(Mono.fromSupplier(() -> connection(request))))
                .bindNow();
        try {
            HttpClient client = HttpClient.create().port(server.port());
            String before = connectionOf(client);

            TestService.start("loops_" + new ObjectId()).close();

            assertThat(connectionOf(client)).isNotNull().isEqualTo(before);
        } finally {
            server.disposeNow();
            loops.disposeLater().block(PATIENCE);
        }
    }

    private static String connection(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress());
    }

    private static @Nullable String connectionOf(HttpClient client) {
        return client.get().responseContent().aggregate().asString().block(PATIENCE);
    }
}
