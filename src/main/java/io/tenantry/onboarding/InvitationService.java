package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Admitted;
import io.tenantry.identity.Enrolment;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.VersionConflicts;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The invitations of an organization, run by those who may. */
@Service
class InvitationService {

    /** Somebody else invited the same person meanwhile: theirs is replaced too. */
    private static final Retry AFTER_ANOTHER = Retry.max(2)
            .filter(DuplicateKeyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private final InvitationStore store;
    private final Enrolment enrolment;
    private final InvitationMail mail;
    private final AuditLog audit;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final Clock clock;

    InvitationService(
            InvitationStore store,
            Enrolment enrolment,
            InvitationMail mail,
            AuditLog audit,
            TenantReads reads,
            TenantWrites writes,
            Clock clock) {
        this.store = store;
        this.enrolment = enrolment;
        this.mail = mail;
        this.audit = audit;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Invites somebody, in the place of an older invitation of theirs.
     *
     * @return the invitation with its token, which nobody can tell afterwards, not mailed when the address has had too many
     *     mails; 400 for a role that is none, 403 for one that grants more than the caller holds, or in the place of one that
     *     does, 409 {@code email_taken}, 409 {@code operation_in_progress} while they are joining, 429 {@code rate_limited}
     *     when the organization has had too many mailed
     */
    Mono<Created> invite(Admitted caller, NewInvitation wanted) {
        InvitationToken token = InvitationToken.random(caller.actor().organizationId());
        return enrolment
                .grantable(wanted.role(), caller)
                .delayUntil(role -> enrolment.requireStranger(wanted.email()))
                .zipWith(
                        NewId.current(),
                        (role, id) -> Invitation.create(
                                id.value(),
                                wanted.email(),
                                role,
                                token,
                                caller.actor().userId(),
                                clock.instant()))
                .flatMap(invitation ->
                        replaceable(caller, invitation).flatMap(open -> invited(caller, invitation, open, token)));
    }

    private Mono<Created> invited(
            Admitted caller, Invitation invitation, Optional<Invitation> open, InvitationToken token) {
        return mailable(caller, invitation)
                .delayUntil(mailable -> kept(caller, invitation, open))
                .flatMap(mailable -> delivered(invitation, token, mailable));
    }

    /** Counted before anything is written. */
    private Mono<Boolean> mailable(Admitted caller, Invitation invitation) {
        return mail.isConfigured()
                ? enrolment.countMailed(caller.actor().organizationId(), invitation.email())
                : Mono.just(false);
    }

    private Mono<Void> kept(Admitted caller, Invitation invitation, Optional<Invitation> open) {
        return writes.confirm(audit.recorded(
                        put(caller, invitation, open), replaced -> InvitationEvents.created(invitation, replaced)))
                .then();
    }

    /** What was open is looked for again only when it is not that any more. */
    private Mono<TenantChange<Optional<Invitation>>> put(
            Admitted caller, Invitation invitation, Optional<Invitation> open) {
        return store.put(invitation, open)
                .onErrorResume(DuplicateKeyException.class, another -> putAfterAnother(caller, invitation))
                .onErrorMap(DuplicateKeyException.class, joining -> InvitationUses.inUse());
    }

    private Mono<TenantChange<Optional<Invitation>>> putAfterAnother(Admitted caller, Invitation invitation) {
        return replaceable(caller, invitation)
                .flatMap(open -> store.put(invitation, open))
                .retryWhen(AFTER_ANOTHER);
    }

    /**
     * The invitation that is open for the address, if there is one. 403 when it may do more than the caller; 409 {@code
     * idempotency_in_progress} when it is this one and this is the first attempt at the request: then a later one, which took
     * this one for dead, may have told its caller of another token.
     */
    private Mono<Optional<Invitation>> replaceable(Admitted caller, Invitation wanted) {
        return Mono.defer(() -> reads.confirmAbsence(store.findOpen(wanted.email())))
                .delayUntil(open -> open.id().equals(wanted.id()) ? requireRepeated() : Mono.empty())
                .delayUntil(open -> requireNoLess(caller, open))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private static Mono<Void> requireRepeated() {
        return NewId.current()
                .filter(NewId::repeated)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                        "Another attempt at the same request has made the invitation.")))
                .then();
    }

    private Mono<Void> requireNoLess(Admitted caller, Invitation invitation) {
        return Mono.justOrEmpty(invitation.promise(clock.instant()))
                .flatMap(role -> enrolment.requireNoLess(role, caller));
    }

    /** Nothing is mailed before it is confirmed; and what is not mailed stands. */
    private Mono<Created> delivered(Invitation invitation, InvitationToken token, boolean mailable) {
        String link = mail.link(token);
        return (mailable ? mail.send(invitation, link) : Mono.just(false))
                .map(mailed -> new Created(invitation, token, link, mailed));
    }

    /** Used and expired ones too, in the order of their making. */
    Mono<Page<Invitation>> list(PageRequest page) {
        return reads.confirmList(store.list(page.afterId(), page.fetch()))
                .map(found -> Page.of(found, page, invitation -> invitation.id().toHexString()));
    }

    /**
     * Revokes an invitation. 403 for one that grants more than the caller holds, 404 for none, 412 when it has another version
     * than expected; 409 {@code invitation_used} for one that was accepted, {@code operation_in_progress} while it is.
     */
    Mono<Void> delete(Admitted caller, ObjectId id, ExpectedVersion expected) {
        return Mono.defer(() -> get(id))
                .doOnNext(invitation -> expected.require(invitation.version()))
                .delayUntil(invitation -> requireNoLess(caller, invitation))
                .doOnNext(this::requireUnused)
                .flatMap(this::removed)
                .retryWhen(VersionConflicts.decidedAgain())
                .then();
    }

    private Mono<Invitation> get(ObjectId id) {
        return reads.confirmAbsence(store.find(id))
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("invitation")));
    }

    private Mono<Boolean> removed(Invitation invitation) {
        return writes.confirm(audit.recordedIf(
                        store.remove(invitation), Boolean::booleanValue, done -> InvitationEvents.deleted(invitation)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(InvitationService::changedMeanwhile));
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, "The invitation was changed by others meanwhile.");
    }

    private void requireUnused(Invitation invitation) {
        if (invitation.isAccepted()) {
            throw new ProblemException(
                    ErrorCode.INVITATION_USED,
                    "Somebody has joined on it. To shut them out, change or delete the user.");
        }
        if (invitation.isInUse(clock.instant())) {
            throw InvitationUses.inUse();
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
