package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The way to somebody who is connected: their channel, and how much is on it. To be used on its event loop. A write that fails
 * is not told apart, so it has no promise of its own: its channel is closed, which whoever needs to know hears from that.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outlet {

    private final Wire wire;
    private final Channel channel;
    private final ChannelPromise untold;

    Outlet(Wire wire, Channel channel) {
        this.wire = wire;
        this.channel = channel;
        this.untold = new VoidChannelPromise(channel, false);
    }

    Lane.Key lane() {
        return new Lane.Key(channel.eventLoop(), wire);
    }

    ByteBuf encoded(Frame frame) {
        return wire.encoded(frame);
    }

    /** Hands over what is sent with the next flush, and takes it over. */
    void write(ByteBuf encoded) {
        channel.write(wire.message(encoded), untold);
    }

    /** Goes on when all that was written has left, and never when it could not. */
    void onceLeft(Runnable step) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(left -> {
            if (left.isSuccess()) {
                step.run();
            }
        });
    }

    /** @param from the number that the reader has, or begins at */
    void greet(long from, byte[] json) {
        write(wire.hello(from, json));
        flush();
    }

    void flush() {
        channel.flush();
    }

    /** Whether its reader has fallen behind too far, by what was flushed and has not left. */
    boolean isClogged() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null
                && !waiting.isEmpty()
                && new Backlog(waiting.size() / wire.parts(), waiting.totalPendingWriteBytes()).isTooLong();
    }

    void keepAlive() {
        channel.writeAndFlush(wire.message(wire.keepAlive()), untold);
    }

    /** Whether a client that hears pings has to answer them. */
    boolean isAnswered() {
        return wire == Wire.WEB_SOCKET;
    }

    void pong(ByteBuf content) {
        channel.writeAndFlush(new PongWebSocketFrame(content), untold);
    }

    void close() {
        channel.close();
    }

    void later(Duration delay, Runnable step) {
        channel.eventLoop().schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** At once on the event loop, and else as soon as it comes to it. */
    void onLoop(Runnable step) {
        if (channel.eventLoop().inEventLoop()) {
            step.run();
        } else {
            channel.eventLoop().execute(step);
        }
    }
}
