package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
        assertThat(output.getAll()).doesNotContain(" ERROR ").doesNotContain("\tat ");
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
