package io.tenantry.kernel.web;

import io.tenantry.kernel.RequestInterceptor;
import io.tenantry.kernel.Single;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses a query with a parameter that is there twice: no route reads several, and of a text Spring would join them by commas. */
@Component
class SingleParameters implements RequestInterceptor {

    @Override
    public int getOrder() {
        return INSIDE - 1;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        exchange.getRequest().getQueryParams().forEach(Single::of);
        return invocation.apply(exchange);
    }
}
