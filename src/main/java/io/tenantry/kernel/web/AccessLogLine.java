package io.tenantry.kernel.web;

import io.tenantry.kernel.AccessLog;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.RequestId;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.SignalType;

/**
 * One line a request, when it is over. The path is logged as it was sent, percent-encoded, so that it cannot break a line;
 * the query is left out, because people put secrets there.
 */
final class AccessLogLine {

    private static final Logger log = LoggerFactory.getLogger("io.tenantry.access");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private AccessLogLine() {}

    static void write(ServerWebExchange exchange, long nanos, SignalType end) {
        if (!log.isInfoEnabled()) {
            return;
        }
        ServerHttpRequest request = exchange.getRequest();
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("method", request.getMethod().name())
                .addKeyValue("path", request.getURI().getRawPath())
                .addKeyValue("status", status(exchange, end))
                .addKeyValue("duration_ms", nanos / NANOS_PER_MILLI);
        Caller caller = Caller.of(exchange);
        if (caller != null) {
            line = addIfKnown(line, "organization", caller instanceof Actor actor ? actor.organizationId() : null)
                    .addKeyValue("user", caller.userId().toString());
        }
        line = addIfKnown(line, "client", address(request.getRemoteAddress()));
        line.addKeyValue("request_id", RequestId.of(exchange)).log("request");
    }

    private static int status(ServerWebExchange exchange, SignalType end) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (end == SignalType.CANCEL && !exchange.getResponse().isCommitted()) {
            return AccessLog.CLIENT_CLOSED_REQUEST;
        }
        return status == null ? 200 : status.value();
    }

    private static LoggingEventBuilder addIfKnown(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value.toString());
    }

    private static @Nullable String address(@Nullable InetSocketAddress client) {
        if (client == null) {
            return null;
        }
        return client.getAddress() == null
                ? client.getHostString()
                : client.getAddress().getHostAddress();
    }
}
