package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client's frames lead to, without a network. */
class PeerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Peer peer = new Peer(new Outlet(Wire.WEB_SOCKET, channel));

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    /** Reactor Netty releases what was received. */
    private Optional<Close> hear(WebSocketFrame frame) {
        try {
            return peer.hear(frame);
        } finally {
            frame.release();
        }
    }

    @Test
    void aPingIsAnsweredWithWhatWasInIt() {
        assertThat(hear(new PingWebSocketFrame(Unpooled.copiedBuffer("here?", StandardCharsets.UTF_8))))
                .isEmpty();

        PongWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.content().toString(StandardCharsets.UTF_8)).isEqualTo("here?");
        pong.release();
        assertThat(pong.refCnt()).isZero();
    }

    @Test
    void whatIsNotTextEndsIt() {
        assertThat(hear(new BinaryWebSocketFrame())).contains(Close.BINARY);
    }

    @Test
    void tooMuchEndsItAndIsNotAnswered() {
        Optional<Close> last = Optional.empty();
        for (int i = 0; last.isEmpty() && i < 1_000; i++) {
            last = hear(new PingWebSocketFrame());
        }

        assertThat(last).contains(Close.FLOODED);
        assertThat(channel.outboundMessages()).hasSizeBetween(Inbound.MOST_A_SECOND, 999);
        assertThat(channel.isOpen()).isTrue();
    }
}
