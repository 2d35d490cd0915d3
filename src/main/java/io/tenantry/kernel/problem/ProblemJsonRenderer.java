package io.tenantry.kernel.problem;

import io.tenantry.kernel.AccessLog;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.ProblemRenderer;
import io.tenantry.kernel.RequestId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/** The only place where an answer of status 400 or more is written. */
@Component
class ProblemJsonRenderer implements ProblemRenderer {

    private static final Logger log = LoggerFactory.getLogger(ProblemJsonRenderer.class);

    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final JsonMapper json;

    ProblemJsonRenderer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> render(ServerWebExchange exchange, Throwable thrown) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(thrown);
        }
        Throwable cause = Exceptions.unwrap(thrown);
        if (cause instanceof AbortedException) {
            // The client went away in the middle of its request: nobody is there to be answered, and nothing is wrong.
            exchange.getResponse().setRawStatusCode(AccessLog.CLIENT_CLOSED_REQUEST);
            return Mono.empty();
        }
        Failure failure = Failures.of(cause);
        report(exchange, failure.problem().code(), cause);
        return write(exchange, failure);
    }

    @Override
    public ProblemException explain(Throwable thrown) {
        return Failures.of(Exceptions.unwrap(thrown)).problem();
    }

    private Mono<Void> write(ServerWebExchange exchange, Failure failure) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        ProblemException problem = failure.problem();
        Problem body = Problem.of(problem, request.getPath().value(), RequestId.of(exchange));
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatusCode(problem.code().status());
        writeHeaders(response.getHeaders(), failure, bytes.length);
        return response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)))
                .onErrorComplete(ProblemJsonRenderer::isAnsweredByNetty);
    }

    /** Of a body whose chunks are none it says so by itself, before it fails the reading of them. */
    private static boolean isAnsweredByNetty(Throwable failure) {
        return failure instanceof IllegalStateException
                && "Status and headers already sent".equals(failure.getMessage());
    }

    private static void writeHeaders(HttpHeaders headers, Failure failure, int length) {
        // Whatever an unfinished answer said about a body that is not sent.
        headers.remove(HttpHeaders.ETAG);
        headers.remove(HttpHeaders.CONTENT_DISPOSITION);
        headers.remove(HttpHeaders.CONTENT_ENCODING);
        headers.putAll(failure.headers());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(length);
        headers.setCacheControl("no-store");
        switch (failure.problem().code().status()) {
            case UNAUTHORIZED ->
                headers.set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        Challenge.of(failure.problem().code()));
            // The rest of the body may still come, and would be taken for the next request (RFC 9110, section 15.5.9).
            case REQUEST_TIMEOUT -> headers.setConnection("close");
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                headers.set(
                        HttpHeaders.RETRY_AFTER,
                        seconds(failure.problem().retryAfter().orElse(A_MOMENT)));
            default ->
                failure.problem().retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait)));
        }
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    private static void report(ServerWebExchange exchange, ErrorCode code, Throwable cause) {
        if (code == ErrorCode.INTERNAL_ERROR) {
            log.atError()
                    .setCause(cause)
                    .addKeyValue("request_id", RequestId.of(exchange))
                    .log("A request failed");
        } else if (code == ErrorCode.DATABASE_UNAVAILABLE) {
            log.atWarn()
                    .addKeyValue("request_id", RequestId.of(exchange))
                    .log("The database does not answer: {}", cause.toString());
        }
    }
}
