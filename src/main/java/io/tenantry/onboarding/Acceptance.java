package io.tenantry.onboarding;

import io.tenantry.audit.AuditLog;
import io.tenantry.identity.Enrolment;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Uninterrupted;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Joining on an invitation. Of many at once one enters its use of it, the others are told to wait; what is refused after that
 * takes the use back, and what dies leaves one that is stale after a minute. The user is made under an id that the use names,
 * and the invitation is accepted in the same breath.
 */
@Component
class Acceptance {

    private final InvitationStore store;
    private final InvitationUses uses;
    private final TenantDirectory directory;
    private final Enrolment enrolment;
    private final AuditLog audit;
    private final TenantReads reads;
    private final Clock clock;

    Acceptance(
            InvitationStore store,
            InvitationUses uses,
            TenantDirectory directory,
            Enrolment enrolment,
            AuditLog audit,
            TenantReads reads,
            Clock clock) {
        this.store = store;
        this.uses = uses;
        this.directory = directory;
        this.enrolment = enrolment;
        this.audit = audit;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * Makes the person who was invited.
     *
     * @return 403 {@code invitation_invalid}, with the same body whatever is wrong; 409 {@code email_taken}; 409
     *     {@code operation_in_progress} while somebody else is at it
     */
    Mono<UserView> accept(SignUpRequest request, Secret presented) {
        return NewId.current()
                .flatMap(id -> Mono.justOrEmpty(InvitationToken.read(presented))
                        .flatMap(token -> organization(token, request.organizationName())
                                .flatMap(organization -> accept(request, new Attempt(organization, token, id)))))
                .switchIfEmpty(Mono.error(Acceptance::invalid));
    }

    private Mono<Tenant> organization(InvitationToken token, @Nullable String name) {
        return directory
                .find(token.organization())
                .filter(Tenant::isReadable)
                .filterWhen(organization -> name == null ? Mono.just(true) : isNamed(organization, name));
    }

    private Mono<Boolean> isNamed(Tenant organization, String name) {
        return directory
                .findByName(name)
                .map(named -> named.id().equals(organization.id()))
                .defaultIfEmpty(false);
    }

    private Mono<UserView> accept(SignUpRequest request, Attempt attempt) {
        return found(request, attempt)
                .flatMap(invitation -> Uninterrupted.of(used(invitation, request, attempt)))
                .contextWrite(TenantContext.with(attempt.organization()));
    }

    private Mono<Invitation> found(SignUpRequest request, Attempt attempt) {
        return reads.confirmAbsence(store.findOpen(request.email()).switchIfEmpty(usedBefore(attempt)))
                .filter(invitation -> invitation.admits(attempt.token(), attempt.user(), clock.instant()))
                .filterWhen(invitation -> invitation.isAccepted()
                        ? enrolment.isBegun(attempt.organization(), attempt.id())
                        : enrolment.isThere(invitation.promisedRole()));
    }

    /** By an earlier attempt at the same request, which was never answered. */
    private Mono<Invitation> usedBefore(Attempt attempt) {
        return attempt.id().repeated() ? Mono.defer(() -> store.findUsedBy(attempt.user())) : Mono.empty();
    }

    private Mono<UserView> used(Invitation invitation, SignUpRequest request, Attempt attempt) {
        return uses.refuseMember(invitation, attempt.user())
                .then(Mono.defer(() -> uses.begin(invitation, attempt.user())))
                .then(Mono.defer(() -> joined(invitation, request, attempt)));
    }

    private Mono<UserView> joined(Invitation invitation, SignUpRequest request, Attempt attempt) {
        return enrolment
                .join(
                        attempt.organization(),
                        request.user(invitation.role()),
                        attempt.id(),
                        accepted(invitation, attempt))
                .onErrorResume(
                        failure -> madeNobody(failure, attempt),
                        failure -> uses.release(invitation, attempt.user()).then(Mono.error(failure)));
    }

    private Mono<TenantChange<Boolean>> accepted(Invitation invitation, Attempt attempt) {
        return audit.recorded(
                requirePromised(invitation)
                        .then(Mono.defer(() -> store.accept(invitation, attempt.user(), clock.instant())))
                        .map(change -> change.map(Acceptance::require)),
                done -> InvitationEvents.accepted(invitation));
    }

    /** Once more, now that the role stays for as long as it is being given. */
    private Mono<Void> requirePromised(Invitation invitation) {
        return Mono.defer(
                        () -> invitation.isAccepted() ? Mono.just(true) : enrolment.isThere(invitation.promisedRole()))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(Acceptance::invalid))
                .then();
    }

    /** Another attempt has taken this one for dead. */
    private static Boolean require(Boolean done) {
        if (!done) {
            throw InvitationUses.inUse();
        }
        return done;
    }

    /** Where that is not known, of any attempt, the use stays: whoever comes after a minute finds out. */
    private static boolean madeNobody(Throwable failure, Attempt attempt) {
        return !ProblemException.is(failure, ErrorCode.WRITE_UNCONFIRMED)
                && !attempt.id().repeated();
    }

    static ProblemException invalid() {
        return new ProblemException(
                ErrorCode.INVITATION_INVALID,
                "It was used, replaced or revoked, has expired, or is for another address: ask for a new one.");
    }

    /**
     * One attempt to join.
     *
     * @param id under which the user is made
     */
    private record Attempt(Tenant organization, InvitationToken token, NewId id) {

        UserId user() {
            return new UserId(id.value());
        }
    }
}
