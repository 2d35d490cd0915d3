package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The MongoDB wire protocol on the loopback interface. Commands block (they wait for locks and for the file), so they do
 * not run on the threads that read and write sockets, as they do in the library's own server: there one long command
 * would hold up every connection that shares its thread, the driver's heartbeat among them.
 */
final class WireServer implements AutoCloseable {

    /** Driver pools have 100 connections unless told otherwise; a thread starts when its first connection comes. */
    private static final int COMMAND_THREADS = 64;

    private static final int SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup sockets =
            new MultiThreadIoEventLoopGroup(2, threads("embedded-db-io"), NioIoHandler.newFactory());
    private final EventExecutorGroup commands =
            new DefaultEventExecutorGroup(COMMAND_THREADS, threads("embedded-db-command"));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Backends backends;
    private final Channel listener;

    /** @throws EmbeddedDatabaseException if the port is taken */
    WireServer(Backends backends, int port) {
        this.backends = backends;
        this.listener = listen(new InetSocketAddress(NetUtil.LOCALHOST4, port));
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Ends every connection, lets commands that have begun come to their end, and returns when all threads have. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        stopThreads();
    }

    private Channel listen(InetSocketAddress address) {
        var bound = new ServerBootstrap()
                .group(sockets)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            throw new EmbeddedDatabaseException(
                    "The embedded database cannot listen on %s:%d (%s). Choose another port."
                            .formatted(
                                    address.getAddress().getHostAddress(),
                                    address.getPort(),
                                    bound.cause().getMessage()),
                    bound.cause());
        }
        return bound.channel();
    }

    private void stopThreads() {
        var commandsEnded = commands.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        var socketsEnded = sockets.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        commandsEnded.awaitUninterruptibly();
        socketsEnded.awaitUninterruptibly();
    }

    /**
     * Ordinary threads: Netty's own kind is known to BlockHound as one that must not block, which these may. Daemons,
     * so that a program that forgets to close the database can end all the same.
     */
    private static ThreadFactory threads(String name) {
        var number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel channel) {
            // It may open the file anew, which takes a while: nobody is served meanwhile whom that could hold up.
            Optional<MongoBackend> backend = backends.serving();
            if (backend.isPresent()) {
                serve(channel, backend.get());
            } else {
                ChannelFuture unused = channel.close();
            }
        }

        private void serve(SocketChannel channel, MongoBackend backend) {
            connections.add(channel);
            channel.pipeline()
                    .addLast(new MongoWireReplyEncoder())
                    .addLast(new MongoWireMessageEncoder())
                    .addLast(new MongoWireProtocolHandler())
                    .addLast(new CommandHandler(backend, connections, commands.next()))
                    .addLast(new MongoExceptionHandler());
        }
    }
}
