package io.tenantry.tenancy;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Which organization? Writes the tenant of an authenticated request into its Reactor Context, after the security chain
 * has found out who sends it. A superuser has none. The organization of a token that is gone makes the token worthless: 401.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1_000)
class TenantWebFilter implements WebFilter {

    private final TenantDirectory directory;

    TenantWebFilter(TenantDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Caller.of(exchange) instanceof Actor actor
                ? tenantOf(actor).flatMap(tenant -> chain.filter(exchange).contextWrite(TenantContext.with(tenant)))
                : chain.filter(exchange);
    }

    private Mono<Tenant> tenantOf(Actor actor) {
        return directory
                .find(actor.organizationId())
                .filter(Tenant::isThere)
                .switchIfEmpty(Mono.error(TenantWebFilter::gone))
                .doOnNext(TenantWebFilter::refuseSuspended);
    }

    private static void refuseSuspended(Tenant tenant) {
        if (tenant.access() == Tenant.Access.SUSPENDED) {
            throw Tenant.suspended();
        }
    }

    private static ProblemException gone() {
        return new ProblemException(ErrorCode.INVALID_TOKEN, "The organization of this token does not exist any more.");
    }
}
