package io.tenantry.identity.throttle;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
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
     * Counts an invitation that an organization is to mail to somebody; 429 {@code rate_limited} when it must wait. What the
     * recipient is spared counts for the organization all the same.
     */
    public Mono<Void> count(OrganizationId organization, EmailAddress recipient) {
        return count("invitations:" + organization, settings.ofOrganizations(), InvitationThrottle::tooManyMailed)
                .then(Mono.defer(() -> count(
                        "invited:" + mailbox(recipient),
                        settings.ofRecipients(),
                        InvitationThrottle::tooManyReceived)));
    }

    /** Without what follows a plus, which most servers put into the same mailbox (RFC 5233, section 1). */
    private static String mailbox(EmailAddress address) {
        return address.value().replaceFirst("(?<=.)\\+.*(?=@)", "");
    }

    private Mono<Void> count(String id, Limit limit, Function<Duration, ProblemException> refusal) {
        return Mono.defer(() -> store.countOrRefuse(id, Attempt.at(clock.instant()), limit, refusal))
                .then();
    }

    private static ProblemException tooManyMailed(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "The organization has had too many invitations mailed lately. Wait, then try again: nothing was done.",
                delay);
    }

    private static ProblemException tooManyReceived(Duration delay) {
        return ProblemException.retryLater(
                ErrorCode.RATE_LIMITED,
                "This address was mailed too many invitations lately: nothing was done. Ask the person to look for the last"
                        + " one, or wait, then try again.",
                delay);
    }
}
