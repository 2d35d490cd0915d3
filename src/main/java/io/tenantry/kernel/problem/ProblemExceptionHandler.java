package io.tenantry.kernel.problem;

import io.tenantry.kernel.ProblemRenderer;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The last resort, for what fails outside of all filters; {@code RequestFilter} renders the rest, so that its log line
 * shows the status that the caller saw. Stands before Boot's own handler, whose order is -1.
 */
@Component
@Order(-2)
class ProblemExceptionHandler implements ErrorWebExceptionHandler {

    private final ProblemRenderer problems;

    ProblemExceptionHandler(ProblemRenderer problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        return problems.render(exchange, failure);
    }
}
