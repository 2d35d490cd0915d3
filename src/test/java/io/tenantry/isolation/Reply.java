package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** What the service answered, to the letter. */
record Reply(int status, HttpHeaders headers, String body) {

    /** What the inside looks like: names of classes, packages and databases, queries, stack traces. */
    static final Pattern INSIDE =
            Pattern.compile("io\\.tenantry|java\\.|org\\.springframework|Exception|\\bat [a-z]+\\.|org_[a-z]|\\$set");

    static Mono<Reply> of(ClientResponse response) {
        return body(response)
                .defaultIfEmpty("")
                .map(body -> new Reply(
                        response.statusCode().value(), response.headers().asHttpHeaders(), body));
    }

    /** The first of events, which have no end. */
    private static Mono<String> body(ClientResponse response) {
        boolean endless = response.headers()
                .contentType()
                .filter(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)
                .isPresent();
        return endless ? response.bodyToFlux(String.class).next() : response.bodyToMono(String.class);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** That it is this refusal, told as the contract says: "Errors". */
    void requireRefusal(ErrorCode code, String cell) {
        assertThat(status + " " + body)
                .as(cell)
                .startsWith(code.status().value() + " ")
                .contains(code.code());
        requireProblem(cell);
        assertThat(object()).as(cell).containsEntry("code", code.code());
        assertThat(headers.containsHeader(HttpHeaders.WWW_AUTHENTICATE))
                .as("%s: WWW-Authenticate", cell)
                .isEqualTo(code.status() == HttpStatus.UNAUTHORIZED);
    }

    private void requireProblem(String cell) {
        assertThat(headers.getContentType()).as(cell).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(object())
                .as(cell)
                .containsEntry("status", status)
                .containsEntry("request_id", headers.getFirst("X-Correlation-ID"))
                .containsKeys("type", "title", "detail", "instance", "code", "request_id");
        assertThat(body).as(cell).doesNotContainPattern(INSIDE);
    }

    /** A problem without what tells one request from another. */
    Map<String, Object> withoutAddress() {
        Map<String, Object> same = new TreeMap<>(object());
        same.remove("request_id");
        same.remove("instance");
        return same;
    }

    /** A member of the JSON object that it is. */
    @Nullable
    Object member(String name) {
        return object().get(name);
    }

    private Map<String, Object> object() {
        return Objects.requireNonNull(JsonPath.<Map<String, Object>>read(body, "$"));
    }
}
