package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.UserId;

/** How changes of people, roles and keys stand in the audit log. */
final class IdentityEvents {

    private static final String USERS = "users";
    private static final String SUPERUSERS = "superusers";
    private static final String ROLES = "roles";
    private static final String API_KEYS = "api_keys";

    private static final String GET_RESET_LINK = "get_reset_link";

    private IdentityEvents() {}

    static AuditEvent created(User user) {
        return AuditEvent.created(USERS, user.id().toString())
                .changed("email", null, user.email().value())
                .changed("full_name", null, user.fullName())
                .changed("role", null, user.role());
    }

    static AuditEvent updated(User before, User after) {
        return AuditEvent.updated(USERS, before.id().toString())
                .changed("full_name", before.fullName(), after.fullName())
                .changed("role", before.role(), after.role())
                .changed("status", before.status(), after.status());
    }

    static AuditEvent deleted(User user) {
        return AuditEvent.deleted(USERS, user.id().toString())
                .changed("email", user.email().value(), null)
                .changed("role", user.role(), null);
    }

    static AuditEvent created(SuperuserAccount superuser) {
        return AuditEvent.created(SUPERUSERS, superuser.id().toString())
                .changed("email", null, superuser.email().value());
    }

    /** By somebody who showed a bootstrap token that is none. */
    static AuditEvent superuserRefused() {
        return AuditEvent.refused("create", SUPERUSERS, null);
    }

    /** The password itself, old or new, is nowhere. */
    static AuditEvent passwordChanged(Account account) {
        return of("change_password", account);
    }

    /** By who had a link that was sent to them, or given to a colleague. */
    static AuditEvent passwordReset(Account account) {
        return of("reset_password", account);
    }

    /** A link was given to a colleague, who may set the user's password with it. */
    static AuditEvent resetLinkGiven(UserId user) {
        return AuditEvent.of(GET_RESET_LINK, USERS, user.toString());
    }

    /** A link was not given to a colleague, who may not set the user's password. */
    static AuditEvent resetLinkRefused(UserId user) {
        return AuditEvent.refused(GET_RESET_LINK, USERS, user.toString());
    }

    static AuditEvent secondFactorEnabled(Account account) {
        return of("enable_totp", account);
    }

    static AuditEvent secondFactorDisabled(Account account) {
        return of("disable_totp", account);
    }

    private static AuditEvent of(String action, Account account) {
        return AuditEvent.of(
                action,
                account instanceof Login ? USERS : SUPERUSERS,
                account.id().toString());
    }

    static AuditEvent created(Role role) {
        return AuditEvent.created(ROLES, role.name())
                .changed("description", null, role.description())
                .changed("permissions", null, role.grants());
    }

    static AuditEvent updated(Role before, Role after) {
        return AuditEvent.updated(ROLES, after.name())
                .changed("description", before.description(), after.description())
                .changed("permissions", before.grants(), after.grants());
    }

    static AuditEvent deleted(Role role) {
        return AuditEvent.deleted(ROLES, role.name()).changed("permissions", role.grants(), null);
    }

    static AuditEvent created(ApiKey key) {
        return AuditEvent.created(API_KEYS, key.id().toString())
                .changed("name", null, key.name())
                .changed("key_prefix", null, key.keyPrefix())
                .changed("role", null, key.role())
                .changed("expires_at", null, key.expiresAt());
    }

    static AuditEvent revoked(UserId key) {
        return AuditEvent.of("revoke", API_KEYS, key.toString());
    }
}
