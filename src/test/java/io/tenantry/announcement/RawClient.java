package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that speaks WebSocket by hand: it reads when it is told to, and sends what no library would. */
final class RawClient implements AutoCloseable {

    private static final int SMALL = 4 << 10;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /**
     * A frame as it came.
     *
     * @param code of one that closes; else nothing
     */
    record Received(int opcode, int code) {

        static Received of(int opcode, byte[] payload) {
            return new Received(opcode, payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
        }

        boolean isClose() {
            return opcode == 8;
        }
    }

    RawClient(String url, String token) throws IOException {
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(url).getPort()));
        in = new DataInputStream(socket.getInputStream());
        String request = "GET /ws/announcements HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        send(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        assertThat(head).startsWith("HTTP/1.1 101 ");
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends what the other side takes before it closes. */
    void sendInVain(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException closed) {
            // What it said before can still be read.
        }
    }

    /** A text frame of a byte, many times over; the mask is 0. */
    static byte[] tinyFrames(int count) {
        byte[] one = {(byte) TEXT, (byte) (MASKED | 1), 0, 0, 0, 0, 'x'};
        byte[] all = new byte[one.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    /** A text frame of some size. */
    static byte[] frame(int size) {
        byte[] frame = new byte[14 + size];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (MASKED | 127);
        for (int i = 0; i < 8; i++) {
            frame[2 + i] = (byte) ((long) size >>> (56 - 8 * i));
        }
        Arrays.fill(frame, 14, frame.length, (byte) 'x');
        return frame;
    }

    Received read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return Received.of(opcode, payload);
    }

    /** All that comes until the connection ends, one way or another. */
    List<Received> readAll() throws IOException {
        List<Received> all = new ArrayList<>();
        try {
            while (true) {
                all.add(read());
            }
        } catch (EOFException | SocketException ended) {
            return all;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
