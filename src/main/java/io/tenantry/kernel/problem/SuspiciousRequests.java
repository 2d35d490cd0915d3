package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemRenderer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives the firewall of Spring Security, which refuses encoded slashes and the like, a body for its 400. */
@Component
class SuspiciousRequests implements ServerExchangeRejectedHandler {

    private final ProblemRenderer problems;

    /** There may be only one firewall: of two, Spring Security would take neither. */
    @Configuration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        ServerWebExchangeFirewall firewall() {
            return new RequestFirewall();
        }
    }

    SuspiciousRequests(ProblemRenderer problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        return problems.render(
                exchange, ErrorCode.MALFORMED_REQUEST, "The address or a header has characters that are not allowed.");
    }
}
