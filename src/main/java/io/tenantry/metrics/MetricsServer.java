package io.tenantry.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** {@code GET /actuator/prometheus} on {@code MANAGEMENT_PORT}, if there is one; that path is where scrapers look for it. */
@Component
class MetricsServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    /** Prometheus, Exposition formats, Text-based format. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final MetricsSettings settings;
    private final HttpSettings http;
    private final ReactorResourceFactory resources;
    private @Nullable DisposableServer server;

    MetricsServer(
            PrometheusMeterRegistry registry,
            MetricsSettings settings,
            HttpSettings http,
            ReactorResourceFactory resources) {
        this.registry = registry;
        this.settings = settings;
        this.http = http;
        this.resources = resources;
    }

    /** @throws StartRefusedException when it cannot listen there */
    @Override
    public void start() {
        Integer port = settings.port();
        if (port != null) {
            server = listening(port);
            LOG.info("Metrics for Prometheus on port {}", server.port());
        }
    }

    private DisposableServer listening(int port) {
        if (port != 0 && port == http.port()) {
            throw refusal("MANAGEMENT_PORT is PORT.");
        }
        try {
            return HttpServer.create()
                    .runOn(resources.getLoopResources())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .port(port)
                    .route(routes -> routes.get("/actuator/prometheus", this::scrape))
                    .bindNow();
        } catch (ChannelBindException inUse) {
            throw refusal("Port " + port + " of MANAGEMENT_PORT is in use.");
        }
    }

    private static StartRefusedException refusal(String description) {
        return new StartRefusedException(description, "Set MANAGEMENT_PORT to a free port, or to nothing.");
    }

    private Publisher<Void> scrape(HttpServerRequest request, HttpServerResponse response) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, TEXT_FORMAT)
                .sendString(Mono.fromSupplier(registry::scrape));
    }

    /** Where it listens; null when it does not. */
    @Nullable
    Integer port() {
        return server == null ? null : server.port();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.disposeNow();
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
