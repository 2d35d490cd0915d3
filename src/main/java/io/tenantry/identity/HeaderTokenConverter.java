package io.tenantry.identity;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes a bearer token from the {@code Authorization} header (RFC 6750, section 2.1), or an API key from {@value #API_KEY}. One in the address is refused, since
 * addresses are logged and kept in histories (section 5.3). What the token is made of is left to its verification.
 */
class HeaderTokenConverter implements ServerAuthenticationConverter {

    private static final String QUERY_PARAMETER = "access_token";

    static final String API_KEY = "X-API-Key";

    /** Compared without case (RFC 9110, section 11.1). */
    private static final String SCHEME = "Bearer";

    private final PublicRoutes open;

    HeaderTokenConverter(PublicRoutes open) {
        this.open = open;
    }

    /** Whether there is anything that is or should have been a token, good or bad. */
    static boolean hasToken(ServerHttpRequest request) {
        return request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION) != null
                || request.getHeaders().getFirst(API_KEY) != null
                || hasTokenInAddress(request);
    }

    private static boolean hasTokenInAddress(ServerHttpRequest request) {
        return request.getQueryParams().containsKey(QUERY_PARAMETER);
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (hasTokenInAddress(request)) {
            return Mono.error(new InvalidBearerTokenException("Send the access token in the Authorization header."));
        }
        if (open.ignoresCredentials(request)) {
            return Mono.empty();
        }
        String credentials = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        String key = request.getHeaders().getFirst(API_KEY);
        if (key != null) {
            return credentials == null ? Mono.just(new ApiKeyAuthentication(key)) : Mono.error(both());
        }
        return credentials == null || !isBearer(credentials)
                ? Mono.empty()
                : token(credentials.substring(SCHEME.length()).trim());
    }

    /** It could not be told whose request it is. */
    private static InvalidBearerTokenException both() {
        return new InvalidBearerTokenException("Send an access token or an API key, not both.");
    }

    private static boolean isBearer(String credentials) {
        return credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (credentials.length() == SCHEME.length() || credentials.charAt(SCHEME.length()) == ' ');
    }

    private static Mono<Authentication> token(String value) {
        return value.isEmpty()
                ? Mono.error(new InvalidBearerTokenException("The Authorization header has no token."))
                : Mono.just(new BearerTokenAuthenticationToken(value));
    }
}
