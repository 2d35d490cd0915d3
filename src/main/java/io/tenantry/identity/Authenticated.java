package io.tenantry.identity;

import io.tenantry.kernel.Caller;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Somebody who has proved who they are.
 *
 * @param until how long what they have shown is good; {@link Instant#MAX} for a key without an end
 */
record Authenticated(Caller caller, Instant until) {

    private static final String UNTIL = Authenticated.class.getName();

    /** The same proof of somebody who acts as another kind of caller. */
    Mono<Authenticated> acting(Function<Caller, Mono<Caller>> as) {
        return as.apply(caller).map(acting -> new Authenticated(acting, until));
    }

    /** Lets the request say who sends it. */
    void noteIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
        exchange.getAttributes().put(UNTIL, until);
    }

    /** Who sends a request; null for somebody unknown. */
    static @Nullable Authenticated of(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        Instant until = exchange.getAttribute(UNTIL);
        return caller == null || until == null ? null : new Authenticated(caller, until);
    }
}
