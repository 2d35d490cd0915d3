package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who is it? The bearer of an access token, the program that has an API key, or whoever has just fetched a ticket. */
@Component
class CallerAuthenticator {

    private final AccessTokens tokens;
    private final Superusers superusers;
    private final OrganizationEntry entry;
    private final ApiKeys keys;
    private final Tickets tickets;

    CallerAuthenticator(
            AccessTokens tokens, Superusers superusers, OrganizationEntry entry, ApiKeys keys, Tickets tickets) {
        this.tokens = tokens;
        this.superusers = superusers;
        this.entry = entry;
        this.keys = keys;
        this.tickets = tickets;
    }

    /** The caller that the credentials prove; 401 {@code invalid_token} when they prove nobody. */
    Mono<Authenticated> authenticate(HttpHeaders headers, PresentedCredentials credentials) {
        return proved(credentials).flatMap(proved -> proved.acting(caller -> entry.entered(headers, caller)));
    }

    private Mono<Authenticated> proved(PresentedCredentials credentials) {
        if (credentials instanceof PresentedCredentials.Key key) {
            return keys.authenticate(key.value());
        }
        Mono<Authenticated> person = credentials instanceof PresentedCredentials.Ticket ticket
                ? tickets.use(ticket.value())
                : bearer(((PresentedCredentials.AccessToken) credentials).value());
        return person.flatMap(proved -> proved.acting(superusers::requireSession));
    }

    private Mono<Authenticated> bearer(String token) {
        return tokens.verify(token).onErrorMap(JwtException.class, bad -> refused());
    }

    private static ProblemException refused() {
        return new ProblemException(ErrorCode.INVALID_TOKEN, "The access token is not valid or has expired.");
    }
}
