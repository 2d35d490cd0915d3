package io.tenantry.tenancy;

import io.tenantry.kernel.AccessLog;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
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
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .map(Authentication::getPrincipal)
                .ofType(Caller.class)
                .doOnNext(caller -> describe(exchange, caller))
                .ofType(Actor.class)
                .flatMap(this::tenantOf)
                .map(TenantContext::with)
                .map(context -> chain.filter(exchange).contextWrite(context))
                .defaultIfEmpty(Mono.defer(() -> chain.filter(exchange)))
                .flatMap(next -> next);
    }

    private static void describe(ServerWebExchange exchange, Caller caller) {
        AccessLog.describe(exchange, caller instanceof Actor actor ? actor.organizationId() : null, caller.userId());
    }

    private Mono<Tenant> tenantOf(Actor actor) {
        return directory
                .find(actor.organizationId())
                .filter(tenant -> tenant.access() != Tenant.Access.CLOSED)
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
