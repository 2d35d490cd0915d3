package io.tenantry.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.FieldProblem;
import io.tenantry.kernel.Outcome;
import io.tenantry.kernel.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

/**
 * An answer, to be given again.
 *
 * @param headers those of the answer that say something of what was made
 * @param body JSON without what is shown once; null when there is none, or more than {@link #LONGEST}: who repeats the
 *     request is then told that it is done, and where
 * @param refusal null for a success
 */
record KeptAnswer(
        int status,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable Refusal refusal) {

    /** Of a body, in UTF-8. */
    static final DataSize LONGEST = DataSize.ofKilobytes(64);

    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG);

    /** What a problem says beside the request that it is told to. */
    record Refusal(ErrorCode code, String detail, List<FieldProblem> fields, Map<String, Object> extensions) {

        static Refusal of(ProblemException problem) {
            return new Refusal(problem.code(), problem.detail(), problem.fields(), problem.extensions());
        }

        ProblemException asProblem() {
            ProblemException problem = new ProblemException(code, detail, fields);
            for (Map.Entry<String, Object> extension : extensions.entrySet()) {
                problem = problem.with(extension.getKey(), extension.getValue());
            }
            return problem;
        }
    }

    static KeptAnswer of(ServerWebExchange exchange, Outcome outcome, byte @Nullable [] json) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = outcome.header(exchange, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(outcome.status(exchange).value(), headers, bounded(json), null);
    }

    private static @Nullable String bounded(byte @Nullable [] json) {
        return json == null || json.length > LONGEST.toBytes() ? null : new String(json, UTF_8);
    }

    static KeptAnswer of(ProblemException problem) {
        return new KeptAnswer(problem.code().status().value(), Map.of(), null, Refusal.of(problem));
    }
}
