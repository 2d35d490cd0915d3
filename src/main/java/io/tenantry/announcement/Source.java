package io.tenantry.announcement;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where a connection gets the announcements of its organization from. All that comes from here is confirmed. */
interface Source {

    /** The newest number that is known here. */
    long end();

    /** The newest number, looked up after this was asked for; it comes as late as a move of the organization ends. */
    Mono<Long> currentEnd();

    /** Some of the frames after a number, in order, without a gap; empty when there are none. */
    Mono<List<Frame>> after(long seq);
}
