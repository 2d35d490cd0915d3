package io.tenantry.identity;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The answer to a request without credentials: 401, and where there is nothing to be authenticated for, the 404 or 405 that
 * says so.
 */
@Component
class Unauthenticated {

    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    Unauthenticated(ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    Mono<Void> refuse(ServerWebExchange exchange) {
        return Mono.defer(() -> routes.getObject().getHandler(exchange))
                .<Throwable>map(route -> CallerResolver.nobody())
                .defaultIfEmpty(new ResponseStatusException(HttpStatus.NOT_FOUND))
                .onErrorResume(refusal ->
                        Mono.just(refusal instanceof MethodNotAllowedException ? refusal : CallerResolver.nobody()))
                .flatMap(Mono::error);
    }
}
