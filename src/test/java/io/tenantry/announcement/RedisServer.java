package io.tenantry.announcement;

import static org.awaitility.Awaitility.await;

import io.tenantry.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real Redis, of the package {@code redis-server}, which keeps nothing. {@link Installed}. */
final class RedisServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

    private final int port = FreePort.find();
    private Process process = started();

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    private Process started() {
        Installed.require("redis-server");
        try {
            Process redis = new ProcessBuilder(
                            "redis-server",
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await().atMost(STARTS_WITHIN).until(this::answers);
            return redis;
        } catch (IOException e) {
            throw new IllegalStateException("The tests need redis-server: apt-get install redis-server", e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it answers to a command (Redis, "RESP protocol", inline commands). */
    String command(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number of its {@code INFO}; 0 for what is not there. */
    long info(String name) {
        return command("INFO")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    void restart() {
        process = started();
    }

    @Override
    public void close() {
        stop();
    }

    void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
