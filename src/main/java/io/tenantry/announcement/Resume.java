package io.tenantry.announcement;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who connects.
 *
 * @param after the last number that they have; null to hear only what is new
 * @param event the one event that they want to hear about; null for everything
 */
record Resume(@Nullable Long after, @Nullable ObjectId event) {

    /** Where they begin, when the newest number is this one. Who claims to have what is not there begins at the true end. */
    Cursor from(long end) {
        return new Cursor(after != null && after <= end ? after : end, event);
    }

    /** What they are told first. */
    Hello hello(long end) {
        return new Hello("hello", end, after != null && after <= end);
    }

    /**
     * The first frame of a connection.
     *
     * @param seq the number of the newest announcement, 0 for none
     * @param recovered whether all after what they had follows
     */
    record Hello(String type, long seq, boolean recovered) {}
}
