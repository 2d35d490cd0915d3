package io.tenantry.kernel.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket, for what no client library would send. */
public final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    public RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    public RawHttp send(String text) throws IOException {
        out().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out().flush();
        return this;
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Everything until the server closes the connection. */
    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As much as arrives until that text is there. */
    public String readUntil(String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            read.append((char) c);
            if (read.indexOf(text) >= 0) {
                break;
            }
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
