package io.tenantry.identity;

import io.tenantry.identity.totp.Totp;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The credentials of a person in one organization. They live in the master, their {@link User} in the organization's
 * database, so neither can be made in one step with the other: a login is {@link State#PENDING} while its user is being
 * made or removed, and whoever meets one that stayed so finishes the work.
 *
 * @param since when it came into its state
 */
@Document("logins")
record Login(
        @Id UserId id,
        EmailAddress email,
        OrganizationId organizationId,
        String passwordHash,
        State state,
        Instant since,
        @Nullable Instant lastLoginAt,
        @Nullable Totp totp,
        @Nullable Long changes,
        @Nullable Long signedInWith)
        implements Account {

    /** After this long whoever was at work on a pending login is taken for gone: far more than a request may last. */
    static final Duration STALE_AFTER = Duration.ofSeconds(60);

    enum State {
        PENDING,
        ACTIVE
    }

    static Login pending(UserId id, EmailAddress email, OrganizationId organization, String passwordHash, Instant now) {
        return new Login(id, email, organization, passwordHash, State.PENDING, now, null, null, null, null);
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    boolean isStale(Instant now) {
        return state == State.PENDING && since.plus(STALE_AFTER).isBefore(now);
    }
}
