package io.tenantry.announcement;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.tenantry.identity.Presence;
import io.tenantry.identity.Presences;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Turns requests into connections. What WebFlux writes is one message for one client; here one message is for all, so it is
 * written to Netty's channels as it is, and WebFlux only begins and ends them.
 */
@Component
class Connections {

    static final int LARGEST_FRAME = 64 << 10;

    /** The kernel would keep megabytes for somebody who does not read, and it would take that long to notice. */
    private static final int KERNEL_BYTES = 64 << 10;

    private static final WebsocketServerSpec TEXT = WebsocketServerSpec.builder()
            .maxFramePayloadLength(LARGEST_FRAME)
            .handlePing(true)
            .build();

    private final Hub hub;
    private final Frames frames;
    private final OwnPages pages;

    Connections(Hub hub, Frames frames, OwnPages pages) {
        this.hub = hub;
        this.frames = frames;
        this.pages = pages;
    }

    /**
     * Makes a WebSocket of a request.
     *
     * @return done when it is one; 400 for a request that does not ask for it, 403 from a page of somebody else's, 429 for one
     *     too many
     */
    Mono<Void> webSocket(ServerWebExchange exchange, Resume resume) {
        Upgrade.require(exchange.getRequest());
        pages.require(exchange.getRequest());
        Session session = enter(exchange, Wire.WEB_SOCKET, resume);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.SWITCHING_PROTOCOLS);
        return response.setComplete()
                .then(Mono.defer(
                        () -> netty(response).sendWebsocket((in, out) -> conversation(session, in, out), TEXT)));
    }

    private static Publisher<Void> conversation(Session session, WebsocketInbound in, WebsocketOutbound out) {
        Mono<Void> heard = in.receiveFrames().doOnNext(session::hear).then().onErrorComplete();
        Mono<Void> ended = session.closed().flatMap(why -> out.sendClose(why.code(), why.reason()));
        session.open();
        // They would cost every idle connection 1.5 KiB, and there is a token among them.
        in.headers().clear();
        return Mono.firstWithSignal(heard, ended);
    }

    /** Answers a request with events, until one of both goes. */
    Mono<Void> eventStream(ServerWebExchange exchange, Resume resume) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        // Some proxies keep answers back until they are complete.
        response.getHeaders().set("X-Accel-Buffering", "no");
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        Session session = enter(exchange, Wire.EVENT_STREAM, resume);
        Flux<Publisher<DataBuffer>> begunAndEnded =
                Flux.concat(Mono.just(text(response, ": connected\n\n")), Mono.defer(() -> {
                    session.open();
                    return session.closed().map(why -> text(response, lastEvent(why)));
                }));
        return response.writeAndFlushWith(begunAndEnded).doFinally(end -> session.leave());
    }

    private String lastEvent(Close why) {
        return "event: close\ndata: " + new String(frames.of(why), StandardCharsets.UTF_8) + "\n\n";
    }

    private static Publisher<DataBuffer> text(ServerHttpResponse response, String text) {
        return Mono.fromSupplier(() -> response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Session enter(ServerWebExchange exchange, Wire wire, Resume resume) {
        Presence presence = Presences.of(exchange);
        return enter(presence, channel(exchange), wire, resume);
    }

    /** What fails for a channel that has gone meanwhile comes before a place is taken. */
    Session enter(Presence presence, Channel channel, Wire wire, Resume resume) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, KERNEL_BYTES);
        Room room = hub.enter(presence);
        Session session = new Session(presence, new Outlet(wire, channel), resume, room, frames::of, left -> {
            room.remove(left);
            hub.leave(presence);
        });
        room.add(session);
        channel.closeFuture().addListener(gone -> session.leave());
        return session;
    }

    private static Channel channel(ServerWebExchange exchange) {
        AtomicReference<Channel> channel = new AtomicReference<>();
        netty(exchange.getResponse()).withConnection(connection -> channel.set(connection.channel()));
        return Objects.requireNonNull(channel.get());
    }

    private static HttpServerResponse netty(ServerHttpResponse response) {
        return ServerHttpResponseDecorator.getNativeResponse(response);
    }
}
