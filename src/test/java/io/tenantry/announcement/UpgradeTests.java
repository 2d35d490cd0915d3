package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract, {@code GET /ws/announcements}: what is no upgrade is 400, before anything has been upgraded. */
@TenantryTest
class UpgradeTests {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Api api;

    UpgradeTests(Api api) {
        this.api = api;
    }

    /** Netty would refuse these when 101 is on its way, and all that is left then is to hang up. */
    @ParameterizedTest
    @CsvSource({
        "HEAD, Upgrade, websocket",
        "GET, xupgrade, websocket",
        "GET, 'keep-alive, upgrade-insecure', websocket",
        "GET, Upgrade, 'h2c, websocket'"
    })
    void whatOnlyLooksLikeAnUpgradeIsRefused(String method, String connection, String upgrade) throws IOException {
        assertThat(answer(method, connection, upgrade)).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource({"GET, Upgrade, websocket", "GET, 'keep-alive, upgrade', WebSocket"})
    void whatIsOneIsNot(String method, String connection, String upgrade) throws IOException {
        assertThat(answer(method, connection, upgrade)).startsWith("HTTP/1.1 101 ");
    }

    /** The first line. */
    private String answer(String method, String connection, String upgrade) throws IOException {
        String token = api.organization("Upgrade").token();
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = method + " /ws/announcements HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: " + connection
                    + "\r\nUpgrade: " + upgrade + "\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return line(socket.getInputStream());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
