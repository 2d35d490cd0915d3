package io.tenantry.kernel.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Contract, "Statuses" 406: answers are JSON where a route says nothing else, whatever else could be written. */
@HttpTest
class AcceptedAnswersTest {

    @Autowired
    private WebTestClient client;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json;charset=utf-8",
                "application/json;version=2",
                "application/problem+json, application/json",
                "text/event-stream, */*;q=0.1"
            })
    void whoTakesJsonGetsJsonAndNothingElse(String accept) {
        read(accept).expectStatus().isOk().expectHeader().valueEquals("Content-Type", "application/json");
        change(accept).expectStatus().isOk().expectHeader().valueEquals("Content-Type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/*",
                "text/event-stream",
                "application/x-ndjson",
                "application/problem+json",
                "application/vnd.x+json",
                "application/json;charset=utf-16",
                "application/json;charset=none-such",
                "rubbish"
            })
    void whoTakesNoJsonIsRefused(String accept) {
        refused(read(accept));
        refused(change(accept));
    }

    @Test
    void withoutAnAnswerAnythingIsAccepted() {
        client.post()
                .uri("/unread")
                .header("Accept", "text/html")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aRouteMaySayAnotherType() {
        client.get()
                .uri("/plain")
                .header("Accept", "text/plain;charset=utf-8")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_PLAIN);
    }

    private ResponseSpec read(String accept) {
        return client.get().uri("/forms?team_size=1").header("Accept", accept).exchange();
    }

    private ResponseSpec change(String accept) {
        return client.post()
                .uri("/forms")
                .header("Accept", accept)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"display_name\": \"Acme\"}")
                .exchange();
    }

    private static void refused(ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(406)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_acceptable");
    }
}
