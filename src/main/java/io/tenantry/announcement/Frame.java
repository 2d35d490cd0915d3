package io.tenantry.announcement;

import java.nio.charset.StandardCharsets;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** An announcement as it goes to everybody who is connected: encoded once, and never changed. */
final class Frame {

    private final long seq;
    private final @Nullable ObjectId eventId;
    private final byte[] json;

    Frame(long seq, @Nullable ObjectId eventId, byte[] json) {
        this.seq = seq;
        this.eventId = eventId;
        this.json = json.clone();
    }

    long seq() {
        return seq;
    }

    boolean isAbout(ObjectId event) {
        return event.equals(eventId);
    }

    /** In bytes. */
    int size() {
        return json.length;
    }

    /** What is sent: UTF-8, not to be changed. */
    byte[] json() {
        return json;
    }

    @Override
    public String toString() {
        return seq + " " + new String(json, StandardCharsets.UTF_8);
    }
}
