package io.tenantry.kernel;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** What the one log line of a request tells beside what HTTP knows: on whose behalf it was made. */
public final class AccessLog {

    /** What nginx writes when the client went away before an answer. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    private static final String ORGANIZATION = AccessLog.class.getName() + ".organization";
    private static final String USER = AccessLog.class.getName() + ".user";

    private AccessLog() {}

    /** Notes the caller as soon as it is known; nulls are left out, so that a superuser has no organization. */
    public static void describe(
            ServerWebExchange exchange, @Nullable OrganizationId organization, @Nullable UserId user) {
        note(exchange, ORGANIZATION, organization);
        note(exchange, USER, user);
    }

    /** The caller's organization, when it was noted. */
    public static @Nullable OrganizationId organization(ServerWebExchange exchange) {
        return exchange.getAttribute(ORGANIZATION);
    }

    /** The caller, when it was noted. */
    public static @Nullable UserId user(ServerWebExchange exchange) {
        return exchange.getAttribute(USER);
    }

    private static void note(ServerWebExchange exchange, String name, @Nullable Object value) {
        if (value != null) {
            exchange.getAttributes().put(name, value);
        }
    }
}
