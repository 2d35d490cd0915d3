package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Request id" and "Authentication": a token in a query string is not logged. */
@HttpTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "TRUSTED_PROXIES=127.0.0.1, ::1")
class AccessLogTest {

    @LocalServerPort
    private int port;

    @Autowired
    private WebTestClient client;

    @Test
    void oneLineTellsWhoDidWhatAndHowItEnded(CapturedOutput output) {
        client.get()
                .uri("/as-somebody?token=s3cret")
                .header("X-Correlation-ID", "line-1")
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .exchange();
        assertThat(line(output, "line-1"))
                .contains("method=GET", "path=/as-somebody ", "status=200", "duration_ms=", "client=203.0.113.9")
                .contains("organization=0123456789abcdef01234567", "user=76543210fedcba9876543210");
        assertThat(output).doesNotContain("s3cret");
    }

    @Test
    void aFailureHasTheStatusThatTheCallerSaw(CapturedOutput output) {
        client.get().uri("/fails/unknown").header("X-Correlation-ID", "line-2").exchange();
        assertThat(line(output, "line-2")).contains("status=500");
        assertThat(output).contains("IllegalStateException", "A request failed request_id=line-2");
    }

    @Test
    void aClientThatGoesAwayIsLogged(CapturedOutput output) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /never HTTP/1.1\nHost: x\nX-Correlation-ID: line-3\n\n");
        }
        assertThat(line(output, "line-3")).contains("path=/never", "status=499");
    }

    /** Anybody can do that, as often as they like: it is no failure of ours, and one line is enough. */
    @Test
    void aClientThatGoesAwayInTheMiddleOfItsRequestIsOneLine(CapturedOutput output) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /forms HTTP/1.1\nHost: x\nX-Correlation-ID: line-5\nContent-Type: application/json\n"
                    + "Content-Length: 500\n\n{");
        }
        assertThat(line(output, "line-5")).contains("path=/forms", "status=499");
        assertThat(output).doesNotContain("A request failed request_id=line-5");
    }

    @Test
    void aNewlineInThePathStaysEncoded(CapturedOutput output) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /a%0d%0aINFO%20forged HTTP/1.1\nHost: x\nX-Correlation-ID: line-4\nConnection: close\n\n")
                    .readAll();
        }
        assertThat(line(output, "line-4")).contains("path=/a%0d%0aINFO%20forged");
    }

    private static String line(CapturedOutput output, String id) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> output.getOut()
                                .lines()
                                .filter(line ->
                                        line.contains("io.tenantry.access") && line.endsWith("request_id=" + id))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }
}
