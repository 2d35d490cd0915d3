package io.tenantry.announcement;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Optional;

/**
 * The client of a connection: whether it is still there, and what it says, although it has nothing to say. To be used on the
 * event loop of its channel.
 */
final class Peer {

    private final Outlet outlet;
    private Pulse pulse = Pulse.since(System.nanoTime());

    Peer(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Sends a sign of life. Who owes some for too long is cut off instead. */
    void keepAlive() {
        if (outlet.isAnswered() && pulse.isLost()) {
            outlet.close();
        } else {
            pulse = pulse.pinged();
            outlet.keepAlive();
        }
    }

    /** Answers a ping with what was in it; why the connection has to end, if what the client sends is a reason. */
    Optional<Close> hear(WebSocketFrame frame) {
        pulse = pulse.heard(System.nanoTime());
        if (pulse.isFlood()) {
            return Optional.of(Close.FLOODED);
        }
        if (frame instanceof PingWebSocketFrame ping) {
            outlet.pong(ping.content().retain());
        }
        return frame instanceof BinaryWebSocketFrame ? Optional.of(Close.BINARY) : Optional.empty();
    }
}
