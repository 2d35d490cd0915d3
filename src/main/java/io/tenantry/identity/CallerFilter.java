package io.tenantry.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Who is it? The one filter of the security chain: proves the credentials of a request and notes its {@link io.tenantry.kernel.Caller}, or lets
 * it pass without one where everybody may ask. Not a bean, which would make it a filter of every chain.
 *
 * <p>It stands in the place of the filters that Spring Security would put there (bearer tokens, context, exceptions,
 * authorization): with them, to know who asks cost two fifths of {@code GET /me}.
 */
class CallerFilter implements WebFilter {

    private final CallerAuthenticator authenticator;
    private final PublicRoutes open;
    private final TicketRoutes tickets;
    private final Unauthenticated unauthenticated;

    CallerFilter(
            CallerAuthenticator authenticator,
            PublicRoutes open,
            TicketRoutes tickets,
            Unauthenticated unauthenticated) {
        this.authenticator = authenticator;
        this.open = open;
        this.tickets = tickets;
        this.unauthenticated = unauthenticated;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PresentedCredentials credentials = credentials(exchange.getRequest());
        if (credentials == null) {
            return open.isOpen(exchange.getRequest()) ? chain.filter(exchange) : unauthenticated.refuse(exchange);
        }
        return authenticator
                .authenticate(exchange.getRequest().getHeaders(), credentials)
                .flatMap(proved -> {
                    proved.noteIn(exchange);
                    return chain.filter(exchange);
                });
    }

    /** A token that has expired must not keep anybody from signing in again. */
    private @Nullable PresentedCredentials credentials(ServerHttpRequest request) {
        PresentedCredentials.requireNoneInAddress(request);
        return open.ignoresCredentials(request) ? null : PresentedCredentials.in(request, tickets.takenBy(request));
    }
}
