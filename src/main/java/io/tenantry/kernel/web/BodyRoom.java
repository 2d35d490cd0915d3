package io.tenantry.kernel.web;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Room on the heap for bodies that are on their way. Nearly all are short and need none of it; but many long ones that never
 * come to their end would fill the heap before anybody knows who sends them.
 */
@Component
class BodyRoom {

    /** Of each body. */
    static final int FREE_BYTES = 16 * 1024;

    /** A body is in memory up to three times while it is put together. */
    private static final int PART_OF_HEAP = 16;

    private final long size;
    private final AtomicLong taken = new AtomicLong();

    @Autowired
    BodyRoom() {
        this(ofThisHeap());
    }

    /** @param size in bytes */
    BodyRoom(long size) {
        this.size = size;
    }

    static long ofThisHeap() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    Share share() {
        return new Share();
    }

    long taken() {
        return taken.get();
    }

    /** What one body takes, until its request has ended or it turns out to be too long, and nothing of it is kept. */
    final class Share {

        private long arrived;
        private long own;
        private boolean over;

        /** @throws ProblemException 503 {@code overloaded} when there is no room for these bytes */
        synchronized void take(int bytes) {
            arrived += bytes;
            if (arrived > BodyLimitFilter.LIMIT.toBytes()) {
                giveBack();
            }
            long more = Math.max(0, arrived - FREE_BYTES) - own;
            if (more > 0 && !over) {
                own += more;
                if (taken.addAndGet(more) > size) {
                    throw new ProblemException(
                            ErrorCode.OVERLOADED, "Too many long bodies are being sent. Try again shortly.");
                }
            }
        }

        synchronized void giveBack() {
            over = true;
            taken.addAndGet(-own);
            own = 0;
        }
    }
}
