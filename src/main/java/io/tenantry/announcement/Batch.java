package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Frames on their way to many connections of one kind: each encoded once, in one buffer that all of them share. Whoever
 * passes it on to another thread retains it first.
 */
record Batch(List<Frame> frames, List<ByteBuf> buffers) {

    /** The caller's to release. */
    static Batch of(Wire wire, List<Frame> frames) {
        return new Batch(frames, frames.stream().map(wire::encoded).toList());
    }

    /** What to write of a frame to one more connection. */
    ByteBuf share(int index) {
        return buffers.get(index).retainedDuplicate();
    }

    Batch retained() {
        buffers.forEach(ByteBuf::retain);
        return this;
    }

    void release() {
        buffers.forEach(ByteBuf::release);
    }
}
