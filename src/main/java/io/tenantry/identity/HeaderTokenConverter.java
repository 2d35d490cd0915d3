package io.tenantry.identity;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes a bearer token from the {@code Authorization} header (RFC 6750, section 2.1). One in the address is refused, since
 * addresses are logged and kept in histories (section 5.3).
 */
class HeaderTokenConverter extends ServerBearerTokenAuthenticationConverter {

    private static final String QUERY_PARAMETER = "access_token";

    private final PublicRoutes open;

    HeaderTokenConverter(PublicRoutes open) {
        this.open = open;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        if (exchange.getRequest().getQueryParams().containsKey(QUERY_PARAMETER)) {
            return Mono.error(new InvalidBearerTokenException("Send the access token in the Authorization header."));
        }
        return open.ignoresCredentials(exchange.getRequest()) ? Mono.empty() : super.convert(exchange);
    }
}
