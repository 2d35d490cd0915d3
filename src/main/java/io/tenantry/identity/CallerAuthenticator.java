package io.tenantry.identity;

import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
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

    /** The caller that the credentials prove; 401 {@code invalid_token} when they prove nobody. */
    Mono<Caller> authenticate(HttpHeaders headers, PresentedCredentials credentials) {
        return proved(credentials).flatMap(caller -> entry.entered(headers, caller));
    }

    private Mono<? extends Caller> proved(PresentedCredentials credentials) {
        return credentials instanceof PresentedCredentials.Key key
                ? keys.authenticate(key.value())
                : bearer(((PresentedCredentials.AccessToken) credentials).value());
    }

    private Mono<Caller> bearer(String token) {
        return tokens.verify(token)
                .onErrorMap(JwtException.class, bad -> refused())
                .flatMap(superusers::requireSession);
    }

    private static ProblemException refused() {
        return new ProblemException(ErrorCode.INVALID_TOKEN, "The access token is not valid or has expired.");
    }
}
