package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    /** The sizes at which the head of a frame changes (RFC 6455, section 5.2). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void aTextFrameIsWhatNettyReads(int size) {
        String text = "x".repeat(size);
        EmbeddedChannel reader = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(1 << 20)
                .build()));

        reader.writeInbound(Wire.WEB_SOCKET.encoded(new Frame(1, null, text.getBytes(StandardCharsets.UTF_8))));

        TextWebSocketFrame frame = reader.readInbound();
        assertThat(frame.text()).isEqualTo(text);
        frame.release();
        Object more = reader.readInbound();
        assertThat(more).isNull();
        reader.finishAndReleaseAll();
    }

    @Test
    void anEventHasItsNumberAsId() {
        ByteBuf event = Wire.EVENT_STREAM.encoded(new Frame(7, null, "{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(event.toString(StandardCharsets.UTF_8)).isEqualTo("id: 7\nevent: announcement\ndata: {}\n\n");
        event.release();
    }
}
