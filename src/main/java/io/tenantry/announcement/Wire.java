package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.nio.charset.StandardCharsets;

/** The two ways to be connected, and what a message looks like on each: ready to be written, the same for everybody. */
enum Wire {

    /** Text frames (RFC 6455, section 5.2), made here with their head, so that one buffer serves all connections. */
    WEB_SOCKET {
        @Override
        ByteBuf encoded(Frame frame) {
            return text(frame.json());
        }

        @Override
        ByteBuf hello(long from, byte[] json) {
            return text(json);
        }

        @Override
        ByteBuf keepAlive() {
            return Unpooled.wrappedBuffer(new byte[] {(byte) PING, 0});
        }

        @Override
        Object message(ByteBuf encoded) {
            return encoded;
        }

        @Override
        int parts() {
            return 1;
        }

        private ByteBuf text(byte[] json) {
            ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(json.length + LONGEST_HEAD);
            frame.writeByte(FINAL_TEXT);
            if (json.length < LENGTH_OF_16_BITS) {
                frame.writeByte(json.length);
            } else if (json.length <= 0xFFFF) {
                frame.writeByte(LENGTH_OF_16_BITS).writeShort(json.length);
            } else {
                frame.writeByte(LENGTH_OF_64_BITS).writeLong(json.length);
            }
            return frame.writeBytes(json);
        }
    },

    /** Server-Sent Events (WHATWG HTML, section 9.2), whose id is the number. */
    EVENT_STREAM {
        @Override
        ByteBuf encoded(Frame frame) {
            return event("id: " + frame.seq() + "\nevent: announcement\ndata: ", frame.json());
        }

        @Override
        ByteBuf hello(long from, byte[] json) {
            return event("id: " + from + "\nevent: hello\ndata: ", json);
        }

        @Override
        ByteBuf keepAlive() {
            return Unpooled.copiedBuffer(": keep-alive\n\n", StandardCharsets.UTF_8);
        }

        @Override
        Object message(ByteBuf encoded) {
            return new DefaultHttpContent(encoded);
        }

        /** A chunk (RFC 9112, section 7.1): its size, itself and the end of its line. */
        @Override
        int parts() {
            return 3;
        }

        private ByteBuf event(String head, byte[] json) {
            ByteBuf event = ByteBufAllocator.DEFAULT.directBuffer(head.length() + json.length + 2);
            event.writeCharSequence(head, StandardCharsets.US_ASCII);
            return event.writeBytes(json).writeByte('\n').writeByte('\n');
        }
    };

    private static final int FINAL_TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int LONGEST_HEAD = 10;

    /** The caller's to release. */
    abstract ByteBuf encoded(Frame frame);

    /**
     * The greeting of somebody who has all up to a number. Browsers that lose the connection before anything else has come
     * ask for what is after it.
     */
    abstract ByteBuf hello(long from, byte[] json);

    abstract ByteBuf keepAlive();

    /** What is written to the channel for a buffer, which it takes over. */
    abstract Object message(ByteBuf encoded);

    /** Of how many pieces a message consists in the queue of a channel. */
    abstract int parts();
}
