package io.tenantry.identity;

import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.Permissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * What people and keys that have it may do.
 *
 * @param grants the permissions as they are written
 * @param version 0 for one that is built in; else it begins at the milliseconds of its making, so that one that is removed and
 *     made again has no version that was seen before
 * @param given how often somebody was about to be given it; null before the first time
 * @param holds until when it stays for whoever is just being given it, by the name of that hold
 */
@Document("roles")
record Role(
        @Id String name,
        @Nullable String description,
        @Field("permissions") List<String> grants,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Long given,
        @Nullable Map<String, Instant> holds) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    @PersistenceCreator
    Role {
        grants = List.copyOf(grants);
    }

    static Role builtIn(String name, String description, Permissions permissions) {
        return new Role(name, description, permissions.texts(), 0, null, null, null, null);
    }

    /** @throws InvalidValueException for a name that no role may have */
    static Role create(String name, @Nullable String description, Permissions permissions, Instant now) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "must begin with a letter and have at most 64 of a-z, 0-9, _ and -, without capitals");
        }
        return new Role(name, description, permissions.texts(), now.toEpochMilli(), now, null, null, null);
    }

    Role changed(@Nullable String newDescription, Permissions permissions, Instant now) {
        return new Role(name, newDescription, permissions.texts(), version + 1, createdAt, now, given, holds);
    }

    /** Whether somebody is being given it. A hold that is over was left by an instance that died. */
    boolean isHeld(Instant now) {
        return holds != null && holds.values().stream().anyMatch(now::isBefore);
    }

    boolean isBuiltIn() {
        return version == 0;
    }

    Permissions permissions() {
        return Permissions.of(grants);
    }
}
