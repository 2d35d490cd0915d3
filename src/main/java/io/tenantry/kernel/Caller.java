package io.tenantry.kernel;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request, as their access token, API key or ticket says: somebody within an organization, or a superuser, who
 * is in none. A route takes the kind that it serves as an argument without any annotation, and the other kind gets 403. So what an
 * organization's people may do never runs for a superuser by mistake, nor the other way round.
 */
public sealed interface Caller permits Actor, Superuser {

    /** Where the request itself keeps who sent it, from when it is known to the line in the log. */
    String ATTRIBUTE = Caller.class.getName();

    /** Who sent a request; null for somebody unknown. */
    static @Nullable Caller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** {@code sub} of the token. */
    UserId userId();

    /** The session that their access token is part of; of an API key what it shows of itself. */
    String sessionId();

    /** What tells this caller from every other one, of any kind: for what belongs to them alone. */
    String owner();
}
