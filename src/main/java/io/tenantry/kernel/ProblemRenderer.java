package io.tenantry.kernel;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers with problem details (RFC 9457), always as {@code application/problem+json}, whatever the caller accepts. Adds
 * {@code WWW-Authenticate} to a 401 and {@code Retry-After} to a 429 and 503. Controllers need it not: they throw.
 */
public interface ProblemRenderer {

    /** The answer for a refusal. The detail is shown to the caller. */
    default Mono<Void> render(ServerWebExchange exchange, ErrorCode code, String detail) {
        return render(exchange, new ProblemException(code, detail));
    }

    /**
     * The answer for any failure: a known one tells its reason, another one is logged and answered as
     * {@code internal_error} without any detail. Fails with the failure itself when an answer is under way already.
     */
    Mono<Void> render(ServerWebExchange exchange, Throwable failure);

    /** What {@link #render} would tell of a failure. */
    ProblemException explain(Throwable failure);
}
