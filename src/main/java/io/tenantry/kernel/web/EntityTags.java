package io.tenantry.kernel.web;

import io.tenantry.kernel.Outcome;
import io.tenantry.kernel.RequestInterceptor;
import io.tenantry.kernel.Versioned;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Puts the {@code ETag} on every answer that shows one {@link Versioned} resource, and answers 304 to who has it already
 * and says so with {@code If-None-Match} (RFC 9110, section 13.1.2).
 */
@Component
class EntityTags implements RequestInterceptor {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Nearer to the method than what keeps answers with their headers. */
    @Override
    public int getOrder() {
        return INSIDE + 1;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        return invocation.apply(exchange).flatMap(Outcome::of).flatMap(outcome -> tagged(exchange, outcome));
    }

    private static Mono<HandlerResult> tagged(ServerWebExchange exchange, Outcome outcome) {
        if (!(outcome.body() instanceof Versioned shown)
                || !shown.hasTag()
                || !outcome.status(exchange).is2xxSuccessful()) {
            return Mono.just(outcome.toResult());
        }
        String tag = shown.tag();
        exchange.getResponse().getHeaders().setETag(tag);
        if (READING.contains(exchange.getRequest().getMethod()) && isKnown(exchange, tag)) {
            exchange.getResponse().setStatusCode(HttpStatus.NOT_MODIFIED);
            return exchange.getResponse().setComplete().then(Mono.empty());
        }
        return Mono.just(outcome.toResult());
    }

    /** Spring takes {@code *} for a condition of changes alone. What cannot be read names no version that anybody has. */
    private static boolean isKnown(ServerWebExchange exchange, String tag) {
        String known = exchange.getRequest().getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
        return exchange.checkNotModified(tag) || (known != null && known.strip().equals("*"));
    }
}
