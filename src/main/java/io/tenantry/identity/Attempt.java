package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.Permission;
import org.springframework.web.server.ServerWebExchange;

/**
 * What somebody asked for, as it is told when it is refused. The id that they named is not told: it may be of another
 * organization, of which nothing is ever in a log.
 *
 * @param path as it was asked for
 */
record Attempt(Requirement requirement, String method, String path) {

    private static final String PLATFORM = "platform";
    private static final String ACCOUNT = "account";

    static Attempt of(ServerWebExchange exchange, Requirement requirement) {
        return new Attempt(
                requirement,
                exchange.getRequest().getMethod().name(),
                exchange.getRequest().getPath().value());
    }

    AuditEvent refused() {
        Permission permission = Requirement.permission(requirement);
        return permission == null
                ? AuditEvent.refused("use", requirement instanceof Requirement.Own ? ACCOUNT : PLATFORM, null)
                : AuditEvent.refused(permission.action(), permission.resource(), null);
    }

    /** What tells it from another one; neither a method nor a path has blanks. */
    String key() {
        return method + ' ' + path + ' ' + requirement;
    }
}
