package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Enrolment;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who is joining on an invitation: one at a time, entered before anything is made, and taken back when nothing was. */
@Component
class InvitationUses {

    private final InvitationStore store;
    private final Enrolment enrolment;
    private final AuditLog audit;
    private final TenantWrites writes;
    private final Clock clock;

    InvitationUses(InvitationStore store, Enrolment enrolment, AuditLog audit, TenantWrites writes, Clock clock) {
        this.store = store;
        this.enrolment = enrolment;
        this.audit = audit;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * 409 {@code email_taken} for somebody who has a user: made by an admin, or by an attempt that died before it could say so.
     * Who has used the invitation already goes on.
     */
    Mono<Void> refuseMember(Invitation invitation, UserId user) {
        return invitation.isUsedBy(user)
                ? Mono.empty()
                : enrolment
                        .hasUser(invitation.email())
                        .filter(Boolean::booleanValue)
                        .flatMap(member -> settled(invitation).then(Mono.error(Enrolment.taken())));
    }

    /** It was accepted by whoever was made on it. */
    private Mono<Void> settled(Invitation invitation) {
        return Mono.justOrEmpty(invitation.use())
                .filter(use -> use.isStale(clock.instant()))
                .map(Invitation.Use::userId)
                .filterWhen(enrolment::hasUser)
                .flatMap(joined -> settled(invitation, joined))
                .then();
    }

    private Mono<Boolean> settled(Invitation invitation, UserId joined) {
        Mono<TenantChange<Boolean>> accepted = audit.recordedIf(
                store.settle(invitation, joined, clock.instant()),
                Boolean::booleanValue,
                done -> InvitationEvents.accepted(invitation));
        return enrolment
                .origin(joined, invitation.email())
                .flatMap(origin -> writes.confirm(accepted).contextWrite(origin.inContext()));
    }

    /** Enters a use; 409 {@code operation_in_progress} for a second one within a minute. */
    Mono<Void> begin(Invitation invitation, UserId user) {
        if (invitation.isInUse(clock.instant()) && !invitation.isUsedBy(user)) {
            return Mono.error(inUse());
        }
        return writes.confirm(store.use(invitation, new Invitation.Use(user, clock.instant())))
                .onErrorResume(failure -> release(invitation, user).then(Mono.error(failure)))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(InvitationUses::inUse))
                .then();
    }

    /** Takes a use back that came to nothing. Where this fails, it is stale after a minute. */
    Mono<Void> release(Invitation invitation, UserId user) {
        return writes.confirm(store.release(invitation, user)).onErrorComplete().then();
    }

    static ProblemException inUse() {
        return ProblemException.retryLater(
                ErrorCode.OPERATION_IN_PROGRESS,
                "Somebody is joining on this invitation. If that breaks off, it can be used again after a minute.",
                Invitation.STALE_AFTER);
    }
}
