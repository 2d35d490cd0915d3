package io.tenantry.kernel;

import java.util.function.Function;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Stands around the method that serves a request: its route is known, its arguments are not read yet. The lowest
 * {@linkplain Ordered order} is the outermost.
 */
public interface RequestInterceptor extends Ordered {

    /** Who may do this at all: before anything else looks at the request. */
    int GUARD = 100;

    /** What is the same whoever asks, such as answering a repeated request. */
    int INSIDE = 200;

    /**
     * Serves the request, or refuses it by an error.
     *
     * @param invocation reads the arguments from the exchange that it is given, which is this one or has another request,
     *     and calls the method; not subscribed to, nothing happens
     * @return its result; empty when the answer is written already
     */
    Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation);
}
