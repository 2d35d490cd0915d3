package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Admitted;
import io.tenantry.identity.Enrolment;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The invitations of an organization, run by those who may. */
@Service
class InvitationService {

    private final InvitationStore store;
    private final Enrolment enrolment;
    private final InvitationMail mail;
    private final AuditLog audit;
    private final TenantWrites writes;
    private final Clock clock;

    InvitationService(
            InvitationStore store,
            Enrolment enrolment,
            InvitationMail mail,
            AuditLog audit,
            TenantWrites writes,
            Clock clock) {
        this.store = store;
        this.enrolment = enrolment;
        this.mail = mail;
        this.audit = audit;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Invites somebody, in the place of an older invitation of theirs.
     *
     * @return the invitation with its token, which nobody can tell afterwards; 400 for a role that is none, 403 for one that
     *     grants more than the caller holds, 409 {@code email_taken}, 409 {@code operation_in_progress} while they are joining,
     *     429 {@code rate_limited} when the organization has had too many mailed
     */
    Mono<Created> invite(Admitted caller, NewInvitation wanted) {
        OrganizationId organization = caller.actor().organizationId();
        InvitationToken token = InvitationToken.random(organization);
        return enrolment
                .requireGrantable(wanted.role(), caller)
                .then(Mono.defer(() -> enrolment.requireStranger(wanted.email())))
                .then(Mono.defer(() -> mail.isConfigured() ? enrolment.countMailed(organization) : Mono.empty()))
                .then(NewId.current())
                .map(id -> Invitation.create(
                        id.value(), wanted, token, caller.actor().userId(), clock.instant()))
                .flatMap(this::kept)
                .flatMap(invitation -> delivered(invitation, token));
    }

    private Mono<Invitation> kept(Invitation invitation) {
        return writes.confirm(
                        audit.recorded(put(invitation), replaced -> InvitationEvents.created(invitation, replaced)))
                .thenReturn(invitation);
    }

    private Mono<TenantChange<Optional<Invitation>>> put(Invitation invitation) {
        return store.put(invitation).onErrorMap(DuplicateKeyException.class, joining -> Acceptance.inUse());
    }

    /** Nothing is mailed before it is confirmed; and what is not mailed stands. */
    private Mono<Created> delivered(Invitation invitation, InvitationToken token) {
        String link = mail.link(token);
        return mail.send(invitation, link).map(mailed -> new Created(invitation, token, link, mailed));
    }

    /** Used and expired ones too, in the order of their making. */
    Mono<Page<Invitation>> list(PageRequest page) {
        return writes.confirmList(store.list(page.afterId(), page.fetch()))
                .map(found -> Page.of(found, page, invitation -> invitation.id().toHexString()));
    }

    /** 404 for none; 409 {@code invitation_used} for one that was accepted, {@code operation_in_progress} while it is. */
    Mono<Void> delete(ObjectId id) {
        return writes.confirmAbsence(store.find(id))
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("invitation")))
                .doOnNext(this::requireUnused)
                .flatMap(invitation -> writes.confirm(audit.recordedIf(
                        store.remove(invitation), Boolean::booleanValue, done -> InvitationEvents.deleted(invitation))))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(Acceptance::inUse))
                .then();
    }

    private void requireUnused(Invitation invitation) {
        if (invitation.isAccepted()) {
            throw new ProblemException(
                    ErrorCode.INVITATION_USED,
                    "Somebody has joined on it. To shut them out, change or delete the user.");
        }
        if (invitation.isInUse(clock.instant())) {
            throw Acceptance.inUse();
        }
    }

    /**
     * An invitation that was just made.
     *
     * @param mailed whether its link went to the address
     */
    record Created(Invitation invitation, InvitationToken token, String link, boolean mailed) {

        /** Without what is shown once. */
        @Override
        public String toString() {
            return "Created[" + invitation.id() + "]";
        }
    }
}
