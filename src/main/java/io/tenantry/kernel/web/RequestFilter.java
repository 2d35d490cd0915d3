package io.tenantry.kernel.web;

import io.tenantry.kernel.ProblemRenderer;
import io.tenantry.kernel.RequestId;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
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
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RequestId.HEADER, RequestId.of(exchange));
        // Answers are somebody's own unless a handler says otherwise (RFC 6749, section 5.1, for tokens).
        headers.setCacheControl("no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        return chain.filter(exchange)
                .onErrorResume(failure -> problems.render(exchange, failure))
                .doFinally(end -> AccessLogLine.write(exchange, System.nanoTime() - start, end));
    }
}
