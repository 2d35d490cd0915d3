package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The way to somebody who is connected: their channel, and how much is on it. To be used on its event loop. A write that fails
 * is not told apart: its channel is closed, which whoever needs to know hears from that.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outlet {

    private final Wire wire;
    private final Channel channel;
    private Backlog backlog = Backlog.NONE;

    Outlet(Wire wire, Channel channel) {
        this.wire = wire;
        this.channel = channel;
    }

    Lane.Key lane() {
        return new Lane.Key(channel.eventLoop(), wire);
    }

    ByteBuf encoded(Frame frame) {
        return wire.encoded(frame);
    }

    /** Hands over what is sent with the next flush, and takes it over; returns when it has left. */
    ChannelFuture write(ByteBuf encoded) {
        int bytes = encoded.readableBytes();
        backlog = backlog.plus(bytes);
        return channel.write(wire.message(encoded)).addListener(left -> backlog = backlog.minus(bytes));
    }

    /** Goes on when something has left, and never when it could not. */
    void onceLeft(ChannelFuture write, Runnable step) {
        write.addListener(left -> {
            if (left.isSuccess()) {
                step.run();
            }
        });
    }

    void greet(byte[] json) {
        write(wire.hello(json));
        flush();
    }

    void flush() {
        channel.flush();
    }

    /** Whether its reader has fallen behind too far. */
    boolean isClogged() {
        return backlog.isTooLong();
    }

    void keepAlive() {
        channel.writeAndFlush(wire.message(wire.keepAlive()));
    }

    /** Whether a client that hears pings has to answer them. */
    boolean isAnswered() {
        return wire == Wire.WEB_SOCKET;
    }

    void pong(ByteBuf content) {
        channel.writeAndFlush(new PongWebSocketFrame(content));
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
