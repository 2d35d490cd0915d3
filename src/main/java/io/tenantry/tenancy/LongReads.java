package io.tenantry.tenancy;

import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.reactivestreams.client.FindPublisher;

/** Reads of a whole collection, which take as long as they take. */
final class LongReads {

    private LongReads() {}

    /**
     * The read with the timeout of its collection for each batch instead of for all of them (MongoDB Java driver, Limit
     * Server Execution Time, Cursors: {@code timeoutMS} counts for the whole life of a cursor otherwise).
     */
    static <T> FindPublisher<T> of(FindPublisher<T> find, int batch) {
        return find.batchSize(batch).timeoutMode(TimeoutMode.ITERATION);
    }
}
