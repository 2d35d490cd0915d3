package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.ProblemRenderer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The answer to a request without good credentials: 401, and where there is nothing to be authenticated for, the 404 or
 * 405 that says so.
 */
@Component
class Unauthenticated implements ServerAuthenticationEntryPoint {

    private final ProblemRenderer problems;
    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    Unauthenticated(ProblemRenderer problems, ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.problems = problems;
        this.routes = routes;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException badToken
                ? problems.render(exchange, invalidToken(badToken))
                : missing(exchange);
    }

    private static ProblemException invalidToken(OAuth2AuthenticationException badToken) {
        return new ProblemException(ErrorCode.INVALID_TOKEN, String.valueOf(badToken.getMessage()));
    }

    private Mono<Void> missing(ServerWebExchange exchange) {
        return Mono.defer(() -> routes.getObject().getHandler(exchange))
                .<Throwable>map(route -> credentialsMissing())
                .defaultIfEmpty(new ResponseStatusException(HttpStatus.NOT_FOUND))
                .onErrorResume(refusal ->
                        Mono.just(refusal instanceof MethodNotAllowedException ? refusal : credentialsMissing()))
                .flatMap(answer -> problems.render(exchange, answer));
    }

    private static ProblemException credentialsMissing() {
        return new ProblemException(
                ErrorCode.AUTHENTICATION_REQUIRED, "Send an access token: Authorization: Bearer <token>.");
    }
}
