package io.tenantry.identity;

import io.tenantry.kernel.Caller;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is it? The bearer of an access token, or the program that has an API key. */
@Component
class CallerAuthenticator {

    private final AccessTokens tokens;
    private final Superusers superusers;
    private final OrganizationEntry entry;
    private final ApiKeys keys;

    CallerAuthenticator(AccessTokens tokens, Superusers superusers, OrganizationEntry entry, ApiKeys keys) {
        this.tokens = tokens;
        this.superusers = superusers;
        this.entry = entry;
        this.keys = keys;
    }

    /** The credentials with the caller that they prove; 401 {@code invalid_token} when they prove nobody. */
    Mono<Authentication> authenticate(ServerWebExchange exchange, Authentication credentials) {
        Mono<? extends Caller> caller = credentials instanceof ApiKeyAuthentication key
                ? keys.authenticate(key.getCredentials())
                : bearer((BearerTokenAuthenticationToken) credentials);
        return caller.flatMap(known -> entry.entered(exchange.getRequest().getHeaders(), known))
                .map(CallerToken::new);
    }

    private Mono<Caller> bearer(BearerTokenAuthenticationToken token) {
        return tokens.verify(token.getToken())
                .onErrorMap(
                        JwtException.class,
                        bad -> new InvalidBearerTokenException("The access token is not valid or has expired.", bad))
                .flatMap(superusers::requireSession);
    }
}
