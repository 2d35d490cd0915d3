package io.tenantry.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * The reference for fan-out: Netty alone, which writes one ready-made frame to all of its WebSockets whenever something is
 * posted. Nobody is asked who they are, and nothing is kept.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that fails is closed
public final class BareSockets {

    private static final int LARGEST_BODY = 1 << 16;
    private static final int PAYLOAD = 250;

    private BareSockets() {}

    /** The process itself: the port to listen on. */
    public static void main(String[] args) throws InterruptedException {
        ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ByteBuf frame = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeByte(0x81)
                .writeByte(126)
                .writeShort(PAYLOAD)
                .writeBytes(new byte[PAYLOAD]));
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(LARGEST_BODY),
                                        new Post(sockets, frame),
                                        new WebSocketServerProtocolHandler("/ws/announcements", true),
                                        new Join(sockets));
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(args[0]))
                .sync();
    }

    private static final class Join extends SimpleChannelInboundHandler<Object> {

        private final ChannelGroup sockets;

        Join(ChannelGroup sockets) {
            this.sockets = sockets;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                sockets.add(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            // Clients have nothing to say.
        }
    }

    @ChannelHandler.Sharable
    private static final class Post extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final ChannelGroup sockets;
        private final ByteBuf frame;

        Post(ChannelGroup sockets, ByteBuf frame) {
            this.sockets = sockets;
            this.frame = frame;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.uri().startsWith("/ws")) {
                context.fireChannelRead(request.retain());
                return;
            }
            sockets.writeAndFlush(frame.duplicate());
            DefaultFullHttpResponse created =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CREATED);
            created.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
            context.writeAndFlush(created).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
