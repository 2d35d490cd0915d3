package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Statuses": 413 for a body over 1 MiB, drained, so that the client sees the answer. */
@HttpTest
class BodyLimitTest {

    private static final int MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private WebTestClient client;

    @Autowired
    private BodyRoom room;

    @ParameterizedTest
    @ValueSource(strings = {"/forms", "/unread", "/nowhere"})
    void tenMegabytesOfKnownLengthAreReadAndRefused(String path) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST " + path + " HTTP/1.1\nHost: x\nContent-Length: " + 10 * MIB + "\n\n");
            write(http.out(), 10 * MIB);
            assertThat(http.readUntil("\"request_id\""))
                    .startsWith("HTTP/1.1 413")
                    .contains("body_too_large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/forms", "/unread", "/nowhere"})
    void tenMegabytesInChunksAreReadAndRefused(String path) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST " + path + " HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
            for (int i = 0; i < 10; i++) {
                http.send(Integer.toHexString(MIB) + "\n");
                write(http.out(), MIB);
                http.send("\n");
            }
            http.send("0\n\n");
            assertThat(http.readUntil("\"request_id\""))
                    .startsWith("HTTP/1.1 413")
                    .contains("body_too_large");
        }
    }

    @Test
    void theConnectionIsUsableAfterwards() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /unread HTTP/1.1\nHost: x\nContent-Length: " + 2 * MIB + "\n\n");
            write(http.out(), 2 * MIB);
            assertThat(http.readUntil("}")).startsWith("HTTP/1.1 413");
            http.send("GET /plain HTTP/1.1\nHost: x\n\n");
            assertThat(http.readUntil("plain")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoAsksBeforeSendingIsRefusedAtOnce() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /forms HTTP/1.1\nHost: x\nContent-Length: " + 10 * MIB + "\nExpect: 100-continue\n\n");
            assertThat(http.readAll()).startsWith("HTTP/1.1 413").contains("body_too_large");
        }
    }

    @Test
    void drainingEnds() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /unread HTTP/1.1\nHost: x\nContent-Length: " + 1024L * MIB + "\n\n");
            write(http.out(), 32 * MIB);
            // The last byte that is read: with more under way the connection could close on whoever still sends.
            http.out().write(' ');
            http.out().flush();
            assertThat(http.readUntil("}")).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void oneMebibyteExactlyIsAllowed() {
        String json = "{\"display_name\":\"a\"" + " ".repeat(MIB - 20) + "}";
        assertThat(json).hasSize(MIB);
        client.post()
                .uri("/forms")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aSmallBodyInChunksIsRead() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("""
                    POST /forms HTTP/1.1
                    Host: x
                    Content-Type: application/json
                    Transfer-Encoding: chunked

                    10
                    {"display_name":
                    4
                    "a"}
                    0

                    """);
            assertThat(http.readUntil("}")).startsWith("HTTP/1.1 200").contains("\"display_name\":\"a\"");
        }
    }

    @Test
    void anEmptyBodyInChunksIsMissing() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(
                    "POST /forms HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n0\n\n");
            assertThat(http.readUntil("}")).startsWith("HTTP/1.1 400").contains("malformed_request");
        }
    }

    /** A heap of 256 MiB would be full after some eighty, before anybody knows who they are. */
    @Test
    void longBodiesThatNeverEndDoNotFillTheHeap() throws IOException {
        int sent = MIB - 64 * 1024;
        long each = (long) sent - BodyRoom.FREE_BYTES;
        long many = BodyRoom.ofThisHeap() / each;
        List<RawHttp> senders = new ArrayList<>();
        try {
            for (int i = 0; i < many; i++) {
                senders.add(almostWhole(sent));
            }
            await().atMost(PATIENCE).until(room::taken, taken -> taken == many * each);
            RawHttp oneMore = almostWhole(sent);
            senders.add(oneMore);

            assertThat(oneMore.readUntil("\"request_id\""))
                    .startsWith("HTTP/1.1 503")
                    .contains("overloaded");
            assertThat(forms("{\"display_name\":\"a\"}")).isEqualTo(HttpStatus.OK);
        } finally {
            for (RawHttp sender : senders) {
                sender.close();
            }
        }
        await().atMost(PATIENCE).until(room::taken, taken -> taken == 0);
        assertThat(forms("{\"display_name\":\"a\"" + " ".repeat(MIB - 20) + "}"))
                .isEqualTo(HttpStatus.OK);
    }

    private RawHttp almostWhole(int sent) throws IOException {
        RawHttp http = new RawHttp(port);
        http.send("POST /forms HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: " + MIB + "\n\n");
        write(http.out(), sent);
        return http;
    }

    private HttpStatusCode forms(String json) {
        return client.post()
                .uri("/forms")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus();
    }

    private static void write(OutputStream out, int length) throws IOException {
        byte[] block = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int written = 0; written < length; written += block.length) {
            out.write(block);
        }
        out.flush();
    }
}
