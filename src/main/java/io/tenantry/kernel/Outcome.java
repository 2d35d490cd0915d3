package io.tenantry.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a method of a controller has come to, before any of it is written: its {@code Mono} has ended. For interceptors that
 * look at answers. What is streamed is left as it is, and is never a {@link #body}.
 *
 * @param value null for an answer without a body
 */
public record Outcome(HandlerResult result, @Nullable Object value) {

    /** Works for the answer; a failure of the method is the error of the pipeline. */
    public static Mono<Outcome> of(HandlerResult result) {
        return result.getReturnValue() instanceof Mono<?> pending
                ? pending.<Optional<Object>>map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(value -> new Outcome(result, value.orElse(null)))
                : Mono.just(new Outcome(result, result.getReturnValue()));
    }

    /** What will be written, as an object; null when nothing will. */
    public @Nullable Object body() {
        return value instanceof ResponseEntity<?> entity ? entity.getBody() : value;
    }

    /** The status that the answer will have. */
    public HttpStatusCode status(ServerWebExchange exchange) {
        HttpStatusCode set = exchange.getResponse().getStatusCode();
        if (value instanceof ResponseEntity<?> entity) {
            return entity.getStatusCode();
        }
        return set == null ? HttpStatus.OK : set;
    }

    /** A header that the answer will have; null when it will have none. */
    public @Nullable String header(ServerWebExchange exchange, String name) {
        String own =
                value instanceof ResponseEntity<?> entity ? entity.getHeaders().getFirst(name) : null;
        return own == null ? exchange.getResponse().getHeaders().getFirst(name) : own;
    }

    /** The result to go on with in the place of the first one, whose work is done. */
    public HandlerResult toResult() {
        if (!(result.getReturnValue() instanceof Mono)) {
            return result;
        }
        HandlerResult done = new HandlerResult(
                result.getHandler(), Mono.justOrEmpty(value), result.getReturnTypeSource(), result.getBindingContext());
        DispatchExceptionHandler ofFailures = result.getExceptionHandler();
        return ofFailures == null ? done : done.setExceptionHandler(ofFailures);
    }
}
