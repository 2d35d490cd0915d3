package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a request shows to prove who sends it: a bearer token in the {@code Authorization} header (RFC 6750, section 2.1), or an
 * API key in {@value #API_KEY}. A token in the address is refused, since addresses are logged and kept in histories (section
 * 5.3): only where {@link io.tenantry.kernel.TakesTicket} says so, a ticket may stand there, which is worth nothing the
 * moment it was used. What they are made of is left to whoever verifies them.
 */
sealed interface PresentedCredentials {

    String API_KEY = "X-API-Key";

    /** The parameter of the query. */
    String TICKET = "ticket";

    /** The parameters of a query that nobody may send, in capitals or not. */
    Set<String> NEVER_IN_ADDRESS =
            Set.of("access_token", "token", "jwt", "authorization", "api_key", "apikey", "x-api-key");

    record AccessToken(String value) implements PresentedCredentials {}

    record Key(String value) implements PresentedCredentials {}

    record Ticket(String value) implements PresentedCredentials {}

    /** 401 {@code invalid_token} for a token or a key in the address, whatever the route. */
    static void requireNoneInAddress(ServerHttpRequest request) {
        if (request.getURI().getRawQuery() != null
                && request.getQueryParams().keySet().stream().anyMatch(PresentedCredentials::isNeverInAddress)) {
            throw refused("Send an access token in the Authorization header, an API key in " + API_KEY
                    + ", and no token in the address.");
        }
    }

    private static boolean isNeverInAddress(String parameter) {
        return NEVER_IN_ADDRESS.contains(parameter.toLowerCase(Locale.ROOT));
    }

    /**
     * Those of a request; null when it shows none, or some of another scheme.
     *
     * @param withTicket whether a ticket in the address is one of them
     * @throws ProblemException 401 {@code invalid_token} for two kinds at once and for any of them twice (RFC 9110, section 5.3),
     *     since it could not be told whose request it is, and for an empty token
     */
    static @Nullable PresentedCredentials in(ServerHttpRequest request, boolean withTicket) {
        String authorization = only(HttpHeaders.AUTHORIZATION, request);
        String key = only(API_KEY, request);
        if (key != null && authorization != null) {
            throw refused("Send an access token or an API key, not both.");
        }
        Ticket ticket = ticket(request, withTicket);
        PresentedCredentials inHeader = key != null ? new Key(key) : ofScheme(authorization);
        if (inHeader != null && ticket != null) {
            throw refused("Send a ticket, or an access token or an API key, not both.");
        }
        return inHeader != null ? inHeader : ticket;
    }

    private static @Nullable Ticket ticket(ServerHttpRequest request, boolean taken) {
        List<String> tickets = taken ? request.getQueryParams().getOrDefault(TICKET, List.of()) : List.of();
        if (tickets.size() > 1) {
            throw refused("Send one ticket.");
        }
        return tickets.isEmpty() ? null : new Ticket(String.valueOf(tickets.get(0)));
    }

    private static @Nullable String only(String header, ServerHttpRequest request) {
        List<String> values = request.getHeaders().getOrEmpty(header);
        if (values.size() > 1) {
            throw refused("Send the header " + header + " once.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The scheme is compared without case (RFC 9110, section 11.1). */
    private static @Nullable AccessToken ofScheme(@Nullable String authorization) {
        String scheme = "Bearer";
        if (authorization == null) {
            return null;
        }
        boolean bearer = authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                && (authorization.length() == scheme.length() || authorization.charAt(scheme.length()) == ' ');
        return bearer ? token(authorization.substring(scheme.length()).trim()) : null;
    }

    private static AccessToken token(String value) {
        if (value.isEmpty()) {
            throw refused("The Authorization header has no token.");
        }
        return new AccessToken(value);
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ErrorCode.INVALID_TOKEN, detail);
    }
}
