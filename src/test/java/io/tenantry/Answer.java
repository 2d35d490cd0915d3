package io.tenantry;

import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** An answer of the service, for requests that are sent side by side. An empty body is an empty map. */
public record Answer(int status, HttpHeaders headers, Map<String, Object> body) {

    private static final ParameterizedTypeReference<Map<String, Object>> MEMBERS =
            new ParameterizedTypeReference<>() {};

    /** The answer, read to its end. */
    public static Mono<Answer> of(ClientResponse response) {
        return response.bodyToMono(MEMBERS)
                .defaultIfEmpty(Map.of())
                .map(members -> new Answer(
                        response.statusCode().value(), response.headers().asHttpHeaders(), members));
    }

    public String text(String member) {
        return String.valueOf(body.get(member));
    }

    public boolean is(ErrorCode refusal) {
        return status == refusal.status().value() && text("code").equals(refusal.code());
    }

    /** A refusal without what differs from request to request. */
    public Map<String, Object> withoutRequestId() {
        Map<String, Object> same = new TreeMap<>(body);
        same.remove("request_id");
        return same;
    }

    /** The statuses of answers, in ascending order. */
    public static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).sorted().toList();
    }
}
