package io.tenantry.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import java.util.concurrent.Executor;

/** Runs the commands of one connection, one after the other, on a thread that may block. */
final class CommandHandler extends MongoDatabaseHandler {

    private final Executor thread;

    CommandHandler(MongoBackend backend, ChannelGroup connections, Executor thread) {
        super(backend, connections);
        this.thread = thread;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        thread.execute(() -> run(context, request));
    }

    private void run(ChannelHandlerContext context, ClientRequest request) {
        try {
            super.channelRead0(context, request);
        } catch (RuntimeException | Error e) {
            context.fireExceptionCaught(e);
        }
    }
}
