package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.UserId;
import org.springframework.web.server.ServerWebExchange;

/**
 * What somebody was not given, as it is told, and what it is told apart by. The id that they named is not told: it may be of
 * another organization, of which nothing is ever in a log.
 *
 * @param what tells it from the same caller's others
 * @param kind tells it from theirs of another kind only
 */
record Refusal(AuditEvent event, String what, String kind) {

    private static final String PLATFORM = "platform";
    private static final String ACCOUNT = "account";
    private static final String CREDENTIALS = "credentials";
    private static final String RESET_LINK = "reset";
    private static final String BOOTSTRAP = "bootstrap";

    /** A request that lacked what it requires. */
    static Refusal of(ServerWebExchange exchange, Requirement requirement) {
        String kind = requirement.toString();
        // Neither a method nor a path has blanks.
        String request = exchange.getRequest().getMethod().name()
                + ' '
                + exchange.getRequest().getPath().value();
        return new Refusal(event(requirement), request + ' ' + kind, kind);
    }

    private static AuditEvent event(Requirement requirement) {
        Permission permission = Requirement.permission(requirement);
        return permission == null
                ? AuditEvent.refused("use", requirement instanceof Requirement.Own ? ACCOUNT : PLATFORM, null)
                : event(permission);
    }

    private static AuditEvent event(Permission permission) {
        return AuditEvent.refused(permission.action(), permission.resource(), null);
    }

    /** What somebody wanted to do who sent a password instead of a token. */
    static Refusal byCredentials(Permission permission) {
        return new Refusal(event(permission), CREDENTIALS + ' ' + permission, CREDENTIALS);
    }

    /** The first superuser's account, by whoever showed a bootstrap token that is none: where they are is all that is known. */
    static Refusal ofBootstrap(String clientAddress) {
        return new Refusal(IdentityEvents.superuserRefused(), BOOTSTRAP + ' ' + clientAddress, BOOTSTRAP);
    }

    /** The link to reset the password of a colleague. */
    static Refusal ofResetLink(UserId colleague) {
        return new Refusal(IdentityEvents.resetLinkRefused(colleague), RESET_LINK + ' ' + colleague, RESET_LINK);
    }
}
