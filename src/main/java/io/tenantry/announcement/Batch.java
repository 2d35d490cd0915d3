package io.tenantry.announcement;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Frames on their way to many connections of one kind: each encoded once, in one buffer that all of them share. Whoever
 * passes it on to another thread retains it first.
 *
 * @param bytes of all of them together
 */
record Batch(List<Frame> frames, List<ByteBuf> buffers, int bytes) {

    /** The caller's to release. */
    static Batch of(Wire wire, List<Frame> frames) {
        List<ByteBuf> buffers = frames.stream().map(wire::encoded).toList();
        return new Batch(
                frames,
                buffers,
                buffers.stream().mapToInt(ByteBuf::readableBytes).sum());
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
