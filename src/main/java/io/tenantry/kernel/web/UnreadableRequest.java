package io.tenantry.kernel.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.tenantry.kernel.RequestId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What is known of a request that Netty answers itself, which may be no more than where it came from. */
final class UnreadableRequest {

    private static final Logger log = LoggerFactory.getLogger("io.tenantry.access");

    /** What Netty takes for the target when it cannot read the first line, or finds it too long. */
    private static final String NO_TARGET = "/bad-request";

    private final Channel channel;
    private final @Nullable HttpServerRequest request;
    private final @Nullable HttpServerResponse response;

    UnreadableRequest(Channel channel) {
        ChannelOperations<?, ?> operations = ChannelOperations.get(channel);
        this.channel = channel;
        this.request = operations instanceof HttpServerRequest known ? known : null;
        this.response = operations instanceof HttpServerResponse known ? known : null;
    }

    boolean isHead() {
        return request != null && HttpMethod.HEAD.equals(request.method());
    }

    /** Whether it came as far as {@link RequestFilter}, which logs it, and only its body cannot be read. */
    boolean isLogged() {
        return response != null && response.responseHeaders().contains(RequestId.HEADER);
    }

    /** What the filter or the caller has named it; null when neither has. */
    @Nullable
    String id() {
        if (request == null || response == null) {
            return null;
        }
        return (isLogged() ? response.responseHeaders() : request.requestHeaders()).get(RequestId.HEADER);
    }

    /** The path of its target, {@code /} when it has none that could be written into an answer. */
    String path() {
        try {
            String path = URI.create(target().replaceFirst("[?#].*", "")).getRawPath();
            return path != null && path.startsWith("/") ? path : "/";
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }

    private String target() {
        return request == null || request.uri().equals(NO_TARGET) ? "" : request.uri();
    }

    /** The line that {@link AccessLogLine} would have written. */
    void log(int status, String id) {
        LoggingEventBuilder line = log.atInfo();
        if (request != null && !target().isEmpty()) {
            line = line.addKeyValue("method", request.method().name()).addKeyValue("path", path());
        }
        line = line.addKeyValue("status", status);
        if (request != null) {
            line = line.addKeyValue(
                    "duration_ms",
                    Duration.between(request.timestamp().toInstant(), Instant.now())
                            .toMillis());
        }
        if (channel.remoteAddress() instanceof InetSocketAddress client) {
            line = line.addKeyValue("client", client.getAddress().getHostAddress());
        }
        line.addKeyValue("request_id", id).log("unreadable request");
    }
}
