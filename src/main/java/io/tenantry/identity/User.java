package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** A person in an organization: profile, role and status. Their credentials are a {@link Login} in the master. */
@Document("users")
record User(
        @Id UserId id,
        EmailAddress email,
        @Nullable String fullName,
        String role,
        UserStatus status,
        long version,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    static User create(UserId id, EmailAddress email, @Nullable String fullName, String role, Instant now) {
        return new User(id, email, fullName, role, UserStatus.ACTIVE, 1, now, null);
    }

    boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    boolean isActiveAdmin() {
        return isActive() && role.equals(Roles.ADMIN);
    }

    /** The user after a change, one version on. */
    User changed(UserChange change, Instant now) {
        return new User(
                id,
                email,
                change.fullName() == null ? fullName : emptyToNull(change.fullName()),
                change.role() == null ? role : change.role(),
                change.status() == null ? status : change.status(),
                version + 1,
                createdAt,
                now);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
