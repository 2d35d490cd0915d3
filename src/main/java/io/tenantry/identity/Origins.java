package io.tenantry.identity;

import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.RequestId;
import io.tenantry.kernel.UserId;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where requests come from, for the log of changes. */
final class Origins {

    private Origins() {}

    static Origin of(ServerWebExchange exchange, ActorType type, UserId id, @Nullable String email) {
        return from(exchange, new Origin.Who(type, id.value(), email));
    }

    private static Origin from(ServerWebExchange exchange, Origin.@Nullable Who who) {
        return new Origin(who, address(exchange.getRequest().getRemoteAddress()), RequestId.of(exchange));
    }

    /** For somebody who has no token yet: the request that the pipeline runs for. */
    static Mono<Origin> inRequest(ActorType type, UserId id, EmailAddress email) {
        return request().map(exchange -> of(exchange, type, id, email.value()));
    }

    /** For somebody who has no account that they have shown. */
    static Mono<Origin> ofNobody() {
        return request().map(exchange -> from(exchange, null));
    }

    private static Mono<ServerWebExchange> request() {
        return Mono.deferContextual(context -> ServerWebExchangeContextFilter.getExchange(context)
                .map(Mono::just)
                .orElseGet(() -> Mono.error(new IllegalStateException("No request asks for this."))));
    }

    private static @Nullable String address(@Nullable InetSocketAddress client) {
        return client == null || client.getAddress() == null
                ? null
                : client.getAddress().getHostAddress();
    }
}
