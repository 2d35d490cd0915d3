package io.tenantry.identity;

import io.tenantry.identity.totp.Totp;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A superuser with their credentials, all in one document, so that making one is one step. It is no {@link Login}: what
 * looks for an organization's people cannot come up with a superuser.
 *
 * @param bootstrapped true for the one who was made with the bootstrap token, left out for all others: a unique index
 *     has room for one, so that inserting the account is using the token
 */
@Document("superusers")
record SuperuserAccount(
        @Id UserId id,
        EmailAddress email,
        String passwordHash,
        @Nullable Boolean bootstrapped,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        @Nullable Totp totp,
        @Nullable Long changes,
        @Nullable Long signedInWith)
        implements Account {

    static SuperuserAccount first(UserId id, EmailAddress email, String passwordHash, Instant now) {
        return new SuperuserAccount(id, email, passwordHash, true, now, null, null, null, null);
    }

    static SuperuserAccount another(UserId id, EmailAddress email, String passwordHash, Instant now) {
        return new SuperuserAccount(id, email, passwordHash, null, now, null, null, null, null);
    }
}
