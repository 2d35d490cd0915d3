package io.tenantry.announcement;

import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has come: one and the same for what was missed and for what is new, so that there is neither a gap nor a
 * repetition where one becomes the other.
 *
 * @param seq the number of the last announcement that they have, or passed over
 * @param event the one event that they want to hear about; null for everything
 */
record Cursor(long seq, @Nullable ObjectId event) {

    /** Whether there is something before these frames that they do not have. */
    boolean misses(List<Frame> frames) {
        return !frames.isEmpty() && frames.get(0).seq() > seq + 1;
    }

    /** Whether this frame is for them, and new. */
    boolean wants(Frame frame) {
        return frame.seq() > seq && (event == null || frame.isAbout(event));
    }

    /** Where they are when nothing is left for them up to a number. */
    Cursor at(long number) {
        return number > seq ? new Cursor(number, event) : this;
    }

    /** Where they are once they have what they want of these frames. */
    Cursor past(List<Frame> frames) {
        long last = frames.isEmpty() ? seq : frames.get(frames.size() - 1).seq();
        return at(last);
    }
}
