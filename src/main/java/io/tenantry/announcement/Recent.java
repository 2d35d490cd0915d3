package io.tenantry.announcement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest frames of an organization without a gap, for those who missed only a few. Immutable, and small: each organization
 * of which somebody is connected has one.
 *
 * @param end the number of the newest announcement, whether or not it is among them
 * @param frames in order; the last one is that of the end
 */
record Recent(long end, List<Frame> frames) {

    static final int MOST = 64;
    static final int MOST_BYTES = 32 << 10;

    /** Nothing yet, at an end. */
    static Recent at(long end) {
        return new Recent(end, List.of());
    }

    /** These and the next ones; the oldest leave when there are too many. What is known already, or has a gap, is left out. */
    Recent with(List<Frame> next) {
        Deque<Frame> kept = new ArrayDeque<>(frames);
        long last = end;
        for (Frame frame : next) {
            if (frame.seq() == last + 1) {
                kept.addLast(frame);
                last = frame.seq();
            }
        }
        int bytes = kept.stream().mapToInt(Frame::size).sum();
        while (kept.size() > MOST || bytes > MOST_BYTES) {
            bytes -= kept.removeFirst().size();
        }
        return new Recent(last, List.copyOf(kept));
    }

    /** The frames after a number, in order; empty when the first of them has left already. */
    Optional<List<Frame>> after(long seq) {
        long known = end - frames.size();
        return seq < known
                ? Optional.empty()
                : Optional.of(seq >= end ? List.of() : frames.subList((int) (seq - known), frames.size()));
    }
}
