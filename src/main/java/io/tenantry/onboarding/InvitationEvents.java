package io.tenantry.onboarding;

import io.tenantry.audit.AuditEvent;
import java.util.Optional;
import org.bson.types.ObjectId;

/** How invitations stand in the audit log. */
final class InvitationEvents {

    private static final String INVITATIONS = "invitations";

    private InvitationEvents() {}

    static AuditEvent created(Invitation invitation, Optional<Invitation> replaced) {
        return AuditEvent.created(INVITATIONS, invitation.id().toHexString())
                .changed("email", null, invitation.email().value())
                .changed("role", null, invitation.role())
                .changed("expires_at", null, invitation.expiresAt())
                .changed(
                        "replaces",
                        null,
                        replaced.map(Invitation::id).map(ObjectId::toHexString).orElse(null));
    }

    static AuditEvent accepted(Invitation invitation) {
        return AuditEvent.of("accept", INVITATIONS, invitation.id().toHexString());
    }

    static AuditEvent deleted(Invitation invitation) {
        return AuditEvent.deleted(INVITATIONS, invitation.id().toHexString())
                .changed("email", invitation.email().value(), null)
                .changed("role", invitation.role(), null);
    }
}
