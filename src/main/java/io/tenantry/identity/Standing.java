package io.tenantry.identity;

import io.tenantry.kernel.Permissions;
import io.tenantry.tenancy.PeopleTopic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How somebody stands in an organization at this moment.
 *
 * @param user the person; null for an API key and for a superuser who entered the organization
 * @param email theirs; null for an API key
 * @param lacksSecondFactor whether the organization demands one that they have not set up yet
 */
record Standing(@Nullable User user, @Nullable String email, Permissions permissions, boolean lacksSecondFactor) {

    static Standing of(User user, Permissions permissions, boolean lacksSecondFactor) {
        return new Standing(user, user.email().value(), permissions, lacksSecondFactor);
    }

    /** What it depends on; for a person's alone. */
    List<PeopleTopic> topics() {
        User person = Objects.requireNonNull(user);
        return List.of(PeopleTopic.caller(person.id()), PeopleTopic.role(person.role()), PeopleTopic.settings());
    }
}
