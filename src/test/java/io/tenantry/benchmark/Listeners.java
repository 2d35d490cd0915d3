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
import java.util.function.LongSupplier;

/** Many WebSockets that count what they hear. */
final class Listeners implements AutoCloseable {

    private static final int LARGEST = 1 << 16;
    private static final int AT_ONCE = 50;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** There are 28,232 ports for connections from one address to another (Linux), which has all of 127.0.0.0/8. */
    private static final int PER_ADDRESS = 20_000;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final LongAdder open = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final List<Channel> channels = new ArrayList<>();
    private final URI address;
    private final String token;
    private volatile Arrivals arrivals = Arrivals.UNTIMED;

    /** So many, with an access token; all connected. */
    Listeners(String url, String token, int count) {
        this.address = URI.create(url.replace("http://", "ws://") + "/ws/announcements");
        this.token = token;
        add(count);
    }

    /** So many more; all connected. */
    void add(int count) {
        for (int i = 1; i <= count; i++) {
            channels.add(connect());
            if (i % AT_ONCE == 0) {
                await(open::sum, channels.size());
            }
        }
        await(open::sum, channels.size());
    }

    private Channel connect() {
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
                .localAddress("127.0.0." + (1 + channels.size() / PER_ADDRESS), 0)
                .connect(address.getHost(), address.getPort())
                .syncUninterruptibly()
                .channel();
    }

    private final class Counting extends SimpleChannelInboundHandler<WebSocketFrame> {

        private Arrivals measured = Arrivals.UNTIMED;
        private int place;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.increment();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame) {
                measure();
                heard.increment();
            }
        }

        private void measure() {
            Arrivals now = arrivals;
            place = now == measured ? place + 1 : 0;
            measured = now;
            now.heard(place, System.nanoTime());
        }
    }

    /** From now on the messages are measured that the answer is told of; to be called when nothing is on its way. */
    Arrivals measure() {
        arrivals = new Arrivals();
        return arrivals;
    }

    void measureNoMore() {
        arrivals = Arrivals.UNTIMED;
    }

    int count() {
        return channels.size();
    }

    /** So many of them do not read any more. */
    void stall(int count) {
        channels.subList(0, count).forEach(channel -> channel.config().setAutoRead(false));
    }

    /**
     * Those read again, and find their connections ended, each of them.
     *
     * @throws IllegalStateException when one has not been ended
     */
    void awaitEnded(int stalled) {
        List<Channel> those = channels.subList(0, stalled);
        those.forEach(channel -> channel.config().setAutoRead(true));
        await(() -> those.stream().filter(channel -> !channel.isActive()).count(), stalled);
    }

    /** Messages heard by all together so far. */
    long heard() {
        return heard.sum();
    }

    void awaitHeard(long count) {
        await(heard::sum, count);
    }

    private static void await(LongSupplier counted, long count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (counted.getAsLong() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + counted.getAsLong() + " of " + count);
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
