package io.tenantry.announcement;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest frames of an organization without a gap, for those who missed only a few. Immutable, and small, since each
 * organization of which somebody is connected has one: only what has just come may be more, which everybody takes at their
 * own pace.
 *
 * @param end the number of the newest announcement, whether or not it is among them
 * @param frames in order; the last one is that of the end
 * @param since when the last one came, on a monotonic clock, in nanoseconds
 */
record Recent(long end, List<Frame> frames, long since) {

    static final int MOST = 64;
    static final int MOST_BYTES = 32 << 10;

    /** While the last one is new: a page of the longest announcements, three bytes a character. */
    static final int MOST_NEW_BYTES = 1 << 20;

    static final Duration NEW = Duration.ofSeconds(5);

    /** Nothing yet, at an end. */
    static Recent at(long end) {
        return new Recent(end, List.of(), 0);
    }

    /**
     * These and the next ones; the oldest leave when there are too many. What is known already, or has a gap, is left out.
     *
     * @param now on a monotonic clock, in nanoseconds
     */
    Recent with(List<Frame> next, long now) {
        Deque<Frame> kept = new ArrayDeque<>(frames);
        long last = end;
        for (Frame frame : next) {
            if (frame.seq() == last + 1) {
                kept.addLast(frame);
                last = frame.seq();
            }
        }
        long came = last > end ? now : since;
        int most = now - came < NEW.toNanos() ? MOST_NEW_BYTES : MOST_BYTES;
        int bytes = kept.stream().mapToInt(Frame::size).sum();
        while (kept.size() > MOST || bytes > most) {
            bytes -= kept.removeFirst().size();
        }
        return new Recent(last, List.copyOf(kept), came);
    }

    /** The frames after a number, in order; empty when the first of them has left already. */
    Optional<List<Frame>> after(long seq) {
        long known = end - frames.size();
        return seq < known
                ? Optional.empty()
                : Optional.of(seq >= end ? List.of() : frames.subList((int) (seq - known), frames.size()));
    }
}
