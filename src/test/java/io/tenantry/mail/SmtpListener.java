package io.tenantry.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that takes everything, and remembers each line that it was sent, in clear or after STARTTLS. */
class SmtpListener implements AutoCloseable {

    private final List<String> inClear = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final @Nullable SSLContext tls;

    /** @param tls for STARTTLS; null: it is not offered */
    SmtpListener(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "smtp-listener");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> inClear() {
        return inClear;
    }

    List<String> encrypted() {
        return encrypted;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                reply(socket, "220 here");
                converse(socket, inClear);
            } catch (IOException hungUp) {
                // The next one is welcome.
            }
        }
    }

    private void converse(Socket socket, List<String> heard) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (line.equals("STARTTLS") && tls != null) {
                reply(socket, "220 go ahead");
                converse(encrypted(socket, tls), encrypted);
                return;
            }
            reply(socket, answer(line, socket));
            if (line.equals("DATA")) {
                skipText(in, heard);
                reply(socket, "250 taken");
            }
        }
    }

    private static void skipText(BufferedReader in, List<String> heard) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            heard.add("> " + line);
        }
    }

    private String answer(String line, Socket socket) {
        if (line.startsWith("EHLO")) {
            boolean offered = tls != null && !(socket instanceof SSLSocket);
            return "250-here\r\n" + (offered ? "250-STARTTLS\r\n" : "") + "250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN";
        }
        return line.startsWith("AUTH") ? "235 welcome" : line.equals("DATA") ? "354 go ahead" : "250 fine";
    }

    private static Socket encrypted(Socket socket, SSLContext tls) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private static void reply(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
