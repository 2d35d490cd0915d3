package io.tenantry.identity;

import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.Permissions;
import java.time.Instant;
import java.util.List;
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
 */
@Document("roles")
record Role(
        @Id String name,
        @Nullable String description,
        @Field("permissions") List<String> grants,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    @PersistenceCreator
    Role {
        grants = List.copyOf(grants);
    }

    static Role builtIn(String name, String description, Permissions permissions) {
        return new Role(name, description, permissions.texts(), 0, null, null);
    }

    /** @throws InvalidValueException for a name that no role may have */
    static Role create(String name, @Nullable String description, Permissions permissions, Instant now) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "must begin with a letter and have at most 64 of a-z, 0-9, _ and -, without capitals");
        }
        return new Role(name, description, permissions.texts(), now.toEpochMilli(), now, null);
    }

    Role changed(@Nullable String newDescription, Permissions permissions, Instant now) {
        return new Role(name, newDescription, permissions.texts(), version + 1, createdAt, now);
    }

    boolean isBuiltIn() {
        return version == 0;
    }

    Permissions permissions() {
        return Permissions.of(grants);
    }
}
