package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "Errors" and "Statuses": RFC 9457 for every status from 400 up. */
@HttpTest
class ProblemsTest {

    @Autowired
    private WebTestClient client;

    @Test
    void everyMemberOfAProblemIsThere() {
        client.get()
                .uri("/fails/taken")
                .header("X-Correlation-ID", "my-id.1")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .json("""
                        {"type": "/problems/organization_name_taken", "title": "The organization name is taken",
                         "status": 409, "detail": "That name is taken.", "instance": "/fails/taken",
                         "code": "organization_name_taken", "request_id": "my-id.1"}
                        """, org.springframework.test.json.JsonCompareMode.STRICT);
    }

    @ParameterizedTest
    @CsvSource({
        "taken, 409, organization_name_taken",
        "unauthenticated, 401, authentication_required",
        "token, 401, invalid_token",
        "limited, 429, rate_limited",
        "busy, 503, organization_busy",
        "selection, 503, database_unavailable",
        "write-concern, 503, database_unavailable",
        "status, 400, malformed_request",
        "unknown, 500, internal_error"
    })
    void everyFailureIsAProblemThoughTheCallerAcceptsJsonAlone(String how, int status, String code) {
        client.get()
                .uri("/fails/" + how)
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"unknown", "selection", "write-concern", "status"})
    void noAnswerTellsAboutTheInside(String how) {
        client.get()
                .uri("/fails/" + how)
                .exchange()
                .expectBody(String.class)
                .value(body -> assertThat(body)
                        .doesNotContainIgnoringCase(
                                "exception", "org_acme", "db-1", "java", "mongo", "reason", "repl"));
    }

    @Test
    void a401AsksForABearerToken() {
        client.get()
                .uri("/fails/unauthenticated")
                .exchange()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"tenantry\"");
        client.get()
                .uri("/fails/token")
                .exchange()
                .expectHeader()
                .value("WWW-Authenticate", it -> assertThat(it).contains("error=\"invalid_token\""));
    }

    @ParameterizedTest
    @CsvSource({"limited, 62", "busy, 2", "selection, 2"})
    void a429AndA503SayWhenToComeBack(String how, String seconds) {
        client.get().uri("/fails/" + how).exchange().expectHeader().valueEquals("Retry-After", seconds);
    }

    @Test
    void anUnknownPathIsAProblem() {
        expect(HttpMethod.GET, "/nowhere", 404, "not_found");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        client.delete()
                .uri("/forms")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .value("Allow", allow -> assertThat(allow.split(",")).contains("GET", "POST", "HEAD", "OPTIONS"))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("method_not_allowed");
    }

    @Test
    void whatCannotBeRepresentedIs406() {
        client.get()
                .uri("/plain")
                .accept(MediaType.IMAGE_PNG)
                .exchange()
                .expectStatus()
                .isEqualTo(406)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** Spring sorts no more than 50. */
    @Test
    void moreTypesThanAnybodySendsAre406() {
        client.get()
                .uri("/plain")
                .header("Accept", "image/png" + ", image/png".repeat(60))
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void xmlIs415AndIsToldWhatIsUnderstood() {
        client.post()
                .uri("/forms")
                .contentType(MediaType.APPLICATION_XML)
                .bodyValue("<form/>")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .value("Accept", it -> assertThat(it).contains("application/json"))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void headHasNoBodyEvenWhenItFails() {
        client.head()
                .uri("/fails/taken")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .isEmpty();
    }

    @Test
    void aMalformedIdIsTheIdOfNothing() {
        expect(HttpMethod.GET, "/organizations/not-an-id", 404, "not_found");
    }

    @Test
    void anEncodedSlashIsAProblemToo() {
        client.get()
                .uri(java.net.URI.create("/forms%2f..%2fx").toString().replace("%", "%25"))
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("xception"));
    }

    private void expect(HttpMethod method, String path, int status, String code) {
        client.method(method)
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
