package io.tenantry.home;

import io.tenantry.kernel.HttpSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

/** Makes HTML answers, which may load only what this service serves itself. */
@Component
class Pages {

    /** Swagger UI and ReDoc style elements directly, and ReDoc searches in a worker that it makes from a blob. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final HttpSettings settings;
    private final String version;

    Pages(HttpSettings settings, @Nullable BuildProperties build) {
        this.settings = settings;
        this.version = build == null || build.getVersion() == null ? "development" : build.getVersion();
    }

    String name() {
        return settings.appName();
    }

    String version() {
        return version;
    }

    ResponseEntity<String> page(ServerWebExchange exchange, Template template) {
        return page(exchange, template, Map.of());
    }

    /** The page with these values, and with {@code name}, {@code version}, {@code base} and {@code url}. */
    ResponseEntity<String> page(ServerWebExchange exchange, Template template, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("name", name());
        all.put("version", version);
        all.put("base", exchange.getRequest().getPath().contextPath().value());
        all.put("url", address(exchange));
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(template.with(all));
    }

    /** Where the visitor is, for copying; behind a proxy that is not trusted it lacks the proxy's scheme. */
    private static String address(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        UriComponentsBuilder address = UriComponentsBuilder.fromUri(request.getURI());
        if (request.getURI().getHost() == null && request.getLocalAddress() != null) {
            // The visitor's Host is none.
            address.host("localhost").port(request.getLocalAddress().getPort());
        }
        return address.replacePath(request.getPath().contextPath().value())
                .replaceQuery(null)
                .toUriString();
    }
}
