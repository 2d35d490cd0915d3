package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Methods" and "Request id". */
@HttpTest
class MethodsAndPathsTest {

    @Autowired
    private WebTestClient client;

    @Test
    void aTrailingSlashIsIgnored() {
        client.get().uri("/plain/").exchange().expectBody(String.class).isEqualTo("plain");
        client.get().uri("/forms/?team_size=1").exchange().expectStatus().isOk();
    }

    @Test
    void headAnswersLikeGetWithoutABody() {
        client.head()
                .uri("/plain")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentLength(5)
                .expectBody()
                .isEmpty();
    }

    @Test
    void optionsTellsTheMethods() {
        client.options()
                .uri("/forms")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Allow", allow -> assertThat(allow.split(",")).contains("GET", "POST", "HEAD", "OPTIONS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain", "/nowhere", "/fails/unknown", "/fails/taken"})
    void everyAnswerHasARequestId(String path) {
        client.get().uri(path).exchange().expectHeader().valueMatches("X-Correlation-ID", "[0-9a-f]{32}");
        client.get()
                .uri(path)
                .header("X-Correlation-ID", "Mine.1_2-3")
                .exchange()
                .expectHeader()
                .valueEquals("X-Correlation-ID", "Mine.1_2-3");
        client.get()
                .uri(path)
                .header("X-Correlation-ID", "not mine")
                .exchange()
                .expectHeader()
                .valueMatches("X-Correlation-ID", "[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND", "X"})
    void aMethodThatNobodyServesIs405(String method) {
        client.method(HttpMethod.valueOf(method))
                .uri("/plain")
                .exchange()
                .expectStatus()
                .isEqualTo(405);
    }
}
