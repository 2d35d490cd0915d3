package io.tenantry.identity.throttle;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps organizations, which anybody may make any number of, from sending strangers mails without end, on all instances
 * together: {@link InvitationSettings}.
 */
@Component
public class InvitationThrottle {

    private final FailureStore store;
    private final InvitationSettings settings;
    private final Clock clock;

    InvitationThrottle(FailureStore store, InvitationSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Counts an invitation that an organization is to mail to somebody; 429 {@code rate_limited} when it must wait.
     *
     * @return whether it may be mailed: false when the recipient has had enough, which strangers can bring about and which
     *     must keep nobody from being invited. What the recipient is spared counts for the organization all the same
     */
    public Mono<Boolean> count(OrganizationId organization, EmailAddress recipient) {
        return ofOrganization(organization).then(Mono.defer(() -> ofRecipient(recipient)));
    }

    private Mono<Void> ofOrganization(OrganizationId organization) {
        return Mono.defer(() -> store.countOrRefuse(
                        "invitations:" + organization,
                        Attempt.at(clock.instant()),
                        settings.ofOrganizations(),
                        InvitationThrottle::tooManyMailed))
                .then();
    }

    private Mono<Boolean> ofRecipient(EmailAddress recipient) {
        return store.count("invited:" + recipient.mailbox(), Attempt.at(clock.instant()), settings.ofRecipients())
                .hasElement();
    }

    private static ProblemException tooManyMailed(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "The organization has had too many invitations mailed lately. Wait, then try again: nothing was done.",
                delay);
    }
}
