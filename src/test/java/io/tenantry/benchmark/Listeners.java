package io.tenantry.benchmark;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Many WebSockets that count what they hear. */
final class Listeners implements AutoCloseable {

    private static final int LARGEST = 1 << 16;
    private static final int AT_ONCE = 50;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final LongAdder open = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final List<Channel> channels = new ArrayList<>();
    private volatile Latencies latencies = new Latencies();
    private volatile long sent;

    /** So many, with an access token; all connected. */
    Listeners(String url, String token, int count) {
        URI address = URI.create(url.replace("http://", "ws://") + "/ws/announcements");
        for (int i = 1; i <= count; i++) {
            channels.add(connect(address, token));
            if (i % AT_ONCE == 0) {
                await(open, i);
            }
        }
        await(open, count);
    }

    private Channel connect(URI address, String token) {
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(address)
                .customHeaders(headers)
                .build();
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(LARGEST),
                                        new WebSocketClientProtocolHandler(config),
                                        new Counting());
                    }
                })
                .connect(address.getHost(), address.getPort())
                .syncUninterruptibly()
                .channel();
    }

    private final class Counting extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.increment();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame) {
                latencies.add(System.nanoTime() - sent);
                heard.increment();
            }
        }
    }

    /** Those that are heard from now on are measured from now on. */
    void markSent() {
        sent = System.nanoTime();
    }

    /** How long those took that were heard since this was asked last. */
    Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    /** So many of them do not read any more. */
    void stall(int count) {
        channels.subList(0, count).forEach(channel -> channel.config().setAutoRead(false));
    }

    /** Messages heard by all together so far. */
    long heard() {
        return heard.sum();
    }

    void awaitHeard(long count) {
        await(heard, count);
    }

    private static void await(LongAdder counter, long count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (counter.sum() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + counter.sum() + " of " + count);
            }
            JavaProcess.pause();
        }
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        loops.shutdownGracefully().syncUninterruptibly();
    }
}
