package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Versioned;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user as callers see one. */
@Schema(name = "User")
public record UserView(
        String id,
        EmailAddress email,
        @Schema(types = {"string", "null"}) @Nullable String fullName,
        String role,
        UserStatus status,

        @Schema(description = "Whether a second factor is asked for at login.")
        boolean totpEnabled,

        String organizationId,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant lastLoginAt,

        long version,
        Instant createdAt,

        @Schema(
                description = "Null until a first change.",
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        Instant updatedAt)
        implements Versioned {

    static UserView of(User user, OrganizationId organization, LoginFacts facts) {
        return new UserView(
                user.id().toString(),
                user.email(),
                user.fullName(),
                user.role(),
                user.status(),
                facts.totpEnabled(),
                organization.toString(),
                facts.lastLoginAt(),
                user.version(),
                user.createdAt(),
                user.updatedAt());
    }

    /** Their login has its own life, and none of the user's versions. */
    @Override
    public String beside() {
        return Stream.of(
                        lastLoginAt == null ? "" : String.valueOf(lastLoginAt.toEpochMilli()),
                        totpEnabled ? "totp" : "")
                .filter(shown -> !shown.isEmpty())
                .collect(Collectors.joining("."));
    }
}
