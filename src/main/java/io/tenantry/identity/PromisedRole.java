package io.tenantry.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody will be given later. One that is removed and made again under its name is another.
 *
 * @param madeAt null for one that is built in
 */
public record PromisedRole(String name, @Nullable Instant madeAt) {

    static PromisedRole of(Role role) {
        return new PromisedRole(role.name(), role.createdAt());
    }
}
