package io.tenantry.tenancy;

import io.tenantry.kernel.UserId;

/**
 * What a change among the people of an organization is about. It is kept as a number, since each organization carries those of
 * its latest changes: two topics that share one cost a read that was not needed, and no more.
 *
 * @param number {@link String#hashCode}, the same on every instance
 */
public record PeopleTopic(int number) {

    /** Of one person, or one API key: their record, their sessions and what they sign in with. */
    public static PeopleTopic caller(UserId id) {
        return new PeopleTopic(("caller " + id).hashCode());
    }

    /** Of all who have a role. */
    public static PeopleTopic role(String name) {
        return new PeopleTopic(("role " + name).hashCode());
    }

    /** Of everybody. */
    public static PeopleTopic settings() {
        return new PeopleTopic("settings".hashCode());
    }
}
