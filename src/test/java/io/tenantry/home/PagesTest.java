package io.tenantry.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.web.RawHttp;
import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Public": GET /, /docs and /redoc, from bundled files, no CDN. */
@SpringBootTest(
        classes = HomeTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"APP_NAME=Acme & <Sons>", "TRUSTED_PROXIES=127.0.0.1, ::1"})
@AutoConfigureWebTestClient(timeout = "30s")
class PagesTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href|data-url|spec-url)=\"([^\"]*)\"");

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/redoc",
                "/join",
                "/console/announcements.html",
                "/docs/",
                "/redoc/",
                "/reset-password",
                "/problems/organization_name_taken"
            })
    void everyPageIsHtmlThatLoadsNothingFromElsewhere(String path) {
        client.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .exists("X-Correlation-ID")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .value("Content-Security-Policy", csp -> assertThat(csp).contains("frame-ancestors 'none'"))
                .expectBody(String.class)
                .value(html -> assertThat(LOADED.matcher(html).results().map(MatchResult::group))
                        .isNotEmpty()
                        .noneMatch(address -> address.contains("//")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/redoc", "/join", "/reset-password", "/console/announcements.html"})
    void everythingThatAPageLoadsIsThere(String path) {
        String html = client.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(html).contains("Acme &amp; &lt;Sons&gt;").doesNotContain("{{");
        LOADED.matcher(html)
                .results()
                .map(found -> found.group(1))
                .filter(address -> address.startsWith("/"))
                .forEach(address ->
                        client.get().uri(address).exchange().expectStatus().isOk());
    }

    @Test
    void theFrontPageIsJsonForPrograms() {
        client.get()
                .uri("/")
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Acme & <Sons>")
                .jsonPath("$.links.docs")
                .isEqualTo("/docs");
    }

    /** What one begins with comes first in the description. */
    @Test
    void swaggerUiKeepsTheOrderOfTheDescription() {
        client.get()
                .uri("/assets/docs.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(script -> assertThat(script).contains("SwaggerUIBundle").doesNotContain("Sorter"));
    }

    @Test
    void whoAcceptsAnythingGetsThePage() {
        client.get()
                .uri("/")
                .accept(MediaType.ALL)
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML);
    }

    @Test
    void behindAProxyWithAPrefixAllAddressesHaveIt() {
        client.get()
                .uri("/docs")
                .header("X-Forwarded-Prefix", "/tenantry")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.acme.com")
                .exchange()
                .expectBody(String.class)
                .value(html -> assertThat(html)
                        .contains("data-url=\"/tenantry/openapi.json\"", "src=\"/tenantry/assets/docs.js\""));
    }

    @ParameterizedTest
    @CsvSource({"api.acme.com, http://api.acme.com", "'', http://localhost:", "'a b', http://localhost:"})
    void theFirstCommandCanBeCopiedWhateverTheHostIs(String host, String address) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            String page = http.send("GET / HTTP/1.1\nHost: " + host + "\nConnection: close\n\n")
                    .readAll();
            assertThat(page).contains(" " + (address.endsWith(":") ? address + port : address) + "/org/create");
        }
    }

    @Test
    void filesAreCompressedAndRevalidated() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /assets/redoc.standalone.js HTTP/1.1\nHost: x\nAccept-Encoding: br, gzip\n\n");
            assertThat(http.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("content-encoding: gzip")
                    .containsIgnoringCase("etag: ");
        }
        String etag = client.get()
                .uri("/assets/home.css")
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        client.get()
                .uri("/assets/home.css")
                .header("If-None-Match", String.valueOf(etag))
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/nothing.js",
                "/webjars/redoc/2.5.1/redoc.standalone.js",
                "/application.yaml",
                "/problems/none",
                "/openapi.json.yaml"
            })
    void otherFilesAreNotThere(String path) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
