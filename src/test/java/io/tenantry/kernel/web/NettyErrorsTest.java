package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Contract, "Errors": also those that never reach the service's own code. */
@HttpTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"tenantry.http.request-timeout=300ms", "server.netty.idle-timeout=300ms"})
class NettyErrorsTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "'rubbish', 400, malformed_request",
        "'GET /a b c HTTP/1.1\nHost: x', 400, malformed_request",
        "'GET /plain HTTP/1.1\nHost: x\nbad header: 1', 400, malformed_request",
        "'GET /a|b HTTP/1.1\nHost: x', 400, malformed_request",
        "'GET /plain?q=%zz HTTP/1.1\nHost: x', 400, malformed_request",
        "'POST /plain HTTP/1.1\nHost: x\nContent-Length: -5', 400, malformed_request",
        "'POST /plain HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2', 400, malformed_request"
    })
    void aHeadThatIsNoHttpIsAProblem(String head, int status, String code) throws IOException {
        assertProblem(send(head + "\n\n"), status, code);
    }

    @Test
    void aHeadThatIsTooLongIsAProblem() throws IOException {
        assertProblem(send("GET /" + "a".repeat(9_000) + " HTTP/1.1\nHost: x\n\n"), 414, "uri_too_long");
        assertProblem(send("GET / HTTP/1.1\nHost: x\nX: " + "a".repeat(17_000) + "\n\n"), 431, "headers_too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "rubbish, /",
        "GET /a b c HTTP/1.1, /",
        "GET /% HTTP/1.1, /",
        "GET /\\ HTTP/1.1, /",
        "GET /plain?q=%zz HTTP/1.1, /plain",
        "'GET http://x/plain?q=%zz HTTP/1.1', /plain",
        "'GET /plain HTTP/1.1\nbad header: 1', /plain",
        "'POST /forms HTTP/1.1\nContent-Length: 1\nContent-Length: 2', /forms",
        "'POST /forms HTTP/1.1\nContent-Type: application/json\nTransfer-Encoding: chunked\n\nZZ\n{}', /forms",
        "OPTIONS * HTTP/1.1, /",
        "CONNECT evil.com:443 HTTP/1.1, /",
        "GET livez HTTP/1.1, /"
    })
    void everyProblemSaysWhereItIs(String head, String instance) throws IOException {
        assertThat(send(head + "\nHost: x\nConnection: close\n\n")).contains("\"instance\":\"" + instance + "\"");
    }

    @Test
    void anUnreadableRequestIsOneLineOfTheLogWithItsAddress(CapturedOutput output) throws IOException {
        String bad = send("GET /plain?password=%zz HTTP/1.1\nHost: x\nX-Correlation-ID: mine\n\n");
        String bodiless = send("HEAD /% HTTP/1.1\nHost: x\n\n");
        String post = "POST /forms HTTP/1.1\nHost: x\nContent-Type: application/json\n";
        String chunked = send(post + "Transfer-Encoding: chunked\n\nZZ\n{}\n0\n\n");
        String none = send("rubbish\n\n");

        assertThat(bad).contains("\"request_id\":\"mine\"");
        assertThat(bodiless).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
        assertThat(line(bad, output))
                .contains("method=GET path=/plain status=400 duration_ms=", " client=127.0.0.1 request_id=");
        assertThat(line(bodiless, output)).contains("method=HEAD path=/ status=400 duration_ms=");
        assertThat(line(chunked, output)).contains("method=POST path=/forms status=400 duration_ms=");
        assertThat(line(none, output)).contains("status=400 duration_ms=", " client=127.0.0.1 request_id=");
        assertThat(output.getAll()).doesNotContain("password", "/bad-request");
    }

    /** The only line with the id that the caller was told. */
    private static String line(String answer, CapturedOutput output) {
        String id = answer.replaceFirst("(?is).*x-correlation-id: (\\w+).*", "$1");
        await().until(() -> output.getAll().contains("request_id=" + id));
        List<String> lines = output.getAll()
                .lines()
                .filter(line -> line.contains("request_id=" + id))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void aHeadThatDoesNotArriveClosesTheConnection() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /plain HTTP/1.1\nHost: x\nX-Slow: ");
            assertThat(http.readAll()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\n\n{", "Transfer-Encoding: chunked\n\n5\n{"})
    void aBodyThatDoesNotArriveIs408AndTheConnectionIsClosed(String unfinished) throws IOException {
        String head = "POST /forms HTTP/1.1\nHost: x\nContent-Type: application/json\n";
        assertProblem(send(head + unfinished), 408, "request_timeout");
    }

    /** Who sends much of it does not fill the log: a line for each. */
    @ParameterizedTest
    @ValueSource(strings = {"ZZ\n{}\n0\n\n", "1\n{\nZZ\n}\n0\n\n", "7fffffffffffffffff\n{}\n0\n\n"})
    void aBodyOfWhichTheChunksAreNoneIsAProblemAndNoMistakeOfTheService(String chunks, CapturedOutput output)
            throws IOException {
        String head = "POST /forms HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n";
        for (int i = 0; i < 10; i++) {
            assertProblem(send(head + chunks), 400, "malformed_request");
        }

        await().until(() -> output.getAll()
                        .lines()
                        .filter(line -> line.contains("path=/forms status=400"))
                        .count()
                == 10);
        // Of buffers that leaked Netty tells whenever it finds one: those of other tests' clients, which left a body
        // unread.
        assertThat(output.getAll().lines())
                .noneMatch(line -> line.contains(" ERROR ") && !line.contains("ResourceLeakDetector"));
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    private String send(String text) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            return http.send(text).readAll();
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-correlation-id: ")
                .doesNotContainIgnoringCase("server: ")
                .contains("\"code\":\"" + code + "\"");
    }
}
