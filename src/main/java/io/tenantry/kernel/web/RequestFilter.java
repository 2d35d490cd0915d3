package io.tenantry.kernel.web;

import io.tenantry.kernel.ProblemRenderer;
import io.tenantry.kernel.RequestId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The outermost filter: gives the request its id, its failure a body and the log one line. */
@Component
@Order(FilterOrder.REQUEST)
class RequestFilter implements WebFilter {

    private final ProblemRenderer problems;

    RequestFilter(ProblemRenderer problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        exchange.getResponse().getHeaders().set(RequestId.HEADER, RequestId.of(exchange));
        return chain.filter(exchange)
                .onErrorResume(failure -> problems.render(exchange, failure))
                .doFinally(end -> AccessLogLine.write(exchange, System.nanoTime() - start, end));
    }
}
