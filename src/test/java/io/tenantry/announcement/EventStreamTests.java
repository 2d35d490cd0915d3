package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Contract, {@code GET /announcements/stream}. */
@TenantryTest
class EventStreamTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;

    EventStreamTests(Api api) {
        this.api = api;
    }

    private void post(Api.Account account, String title) {
        api.post("/announcements", account.token(), Map.of("title", title, "body", "Now."))
                .expectStatus()
                .isCreated();
    }

    /** Without its comments. */
    private Flux<ServerSentEvent<String>> events(Api.Account account, String query, String... lastEventId) {
        return WebClient.create(api.url())
                .get()
                .uri("/announcements/stream" + query)
                .headers(headers -> headers.setBearerAuth(account.token()))
                .header("Last-Event-ID", lastEventId)
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .filter(event -> event.event() != null);
    }

    @Test
    void whatWasMissedAndWhatIsNewFollowOnOneAnother() {
        Api.Account account = api.organization("Stream");
        post(account, "Number 1");
        post(account, "Number 2");

        StepVerifier.create(events(account, "?after=0", "1").take(3))
                .assertNext(hello -> assertThat(hello.event() + " " + hello.data())
                        .isEqualTo("hello {\"type\":\"hello\",\"seq\":2,\"recovered\":true}"))
                .assertNext(missed -> assertThat(missed.id()).isEqualTo("2"))
                .then(() -> post(account, "Number 3"))
                .assertNext(fresh -> {
                    assertThat(fresh.event()).isEqualTo("announcement");
                    assertThat(fresh.id()).isEqualTo("3");
                    assertThat(fresh.data()).contains("\"seq\":3", "Number 3");
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    /** Browsers remember the last id that they were told, and lose the connection at any moment. */
    @Test
    void whoHasHeardOnlyTheGreetingMissesNothingEither() {
        Api.Account account = api.organization("Greeted");
        post(account, "Number 1");
        post(account, "Number 2");
        assertThat(greeting(account, "")).isEqualTo("2");
        assertThat(greeting(account, "?after=1")).isEqualTo("1");
        assertThat(greeting(account, "?after=9")).isEqualTo("2");
    }

    private String greeting(Api.Account account, String query) {
        return Objects.requireNonNull(
                Objects.requireNonNull(events(account, query).blockFirst(PATIENCE))
                        .id());
    }

    @Test
    void theLastEventSaysWhyItEnds() {
        Api.Account account = api.organization("Ended");
        List<ServerSentEvent<String>> events = Objects.requireNonNull(events(account, "", "0")
                .doOnNext(event -> {
                    if ("hello".equals(event.event())) {
                        api.call(HttpMethod.POST, "/auth/logout", account.token(), null)
                                .subscribe(done -> {}, failure -> {});
                    }
                })
                .collectList()
                .block(PATIENCE));

        ServerSentEvent<String> last = events.get(events.size() - 1);
        assertThat(last.event()).isEqualTo("close");
        assertThat(last.data()).contains("\"code\":4401");
    }

    @Test
    void itsHeadComesAtOnceAndItsBodyIsNotKept() {
        Api.Account account = api.organization("Head");

        HttpHeaders headers = Objects.requireNonNull(WebClient.create(api.url())
                .get()
                .uri("/announcements/stream")
                .headers(sent -> sent.setBearerAuth(account.token()))
                .exchangeToMono(answer -> Mono.just(answer.headers().asHttpHeaders())
                        .delayUntil(there -> answer.releaseBody()
                                .timeout(Duration.ofMillis(1))
                                .onErrorComplete()))
                .block(PATIENCE));

        assertThat(headers.getContentType()).isEqualTo(MediaType.TEXT_EVENT_STREAM);
        assertThat(headers.getCacheControl()).isEqualTo("no-store");
        api.http()
                .head()
                .uri("/announcements/stream")
                .headers(sent -> sent.setBearerAuth(account.token()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void badInputIsRefused() {
        Api.Account account = api.organization("Bad");

        api.get("/announcements/stream?after=-1", account.token())
                .expectStatus()
                .isBadRequest();
        Api.refused(api.get("/announcements/stream", null), ErrorCode.AUTHENTICATION_REQUIRED);
        api.http()
                .get()
                .uri("/announcements/stream")
                .headers(sent -> sent.setBearerAuth(account.token()))
                .header("Last-Event-ID", "none")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }
}
