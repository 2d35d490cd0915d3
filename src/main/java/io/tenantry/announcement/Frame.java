package io.tenantry.announcement;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** The first ones of these that have so many bytes together, and one at least. */
    static List<Frame> portion(List<Frame> frames, int most) {
        int bytes = 0;
        int count = 0;
        while (count < frames.size() && (count == 0 || bytes + frames.get(count).size() <= most)) {
            bytes += frames.get(count).size();
            count++;
        }
        return frames.subList(0, count);
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
