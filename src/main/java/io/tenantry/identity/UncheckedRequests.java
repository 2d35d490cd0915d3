package io.tenantry.identity;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who asks for what is public, and sends no credentials, good or bad, has nothing to be checked: a chain without filters. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UncheckedRequests implements SecurityWebFilterChain {

    private final PublicRoutes open;

    UncheckedRequests(PublicRoutes open) {
        this.open = open;
    }

    @Override
    public Mono<Boolean> matches(ServerWebExchange exchange) {
        return Mono.just(!HeaderTokenConverter.hasToken(exchange.getRequest()) && open.isOpen(exchange.getRequest()));
    }

    @Override
    public Flux<WebFilter> getWebFilters() {
        return Flux.empty();
    }
}
