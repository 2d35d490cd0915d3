package io.tenantry.tenancy;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which failures of a write leave open whether it was done, as against those before anything was sent. */
public final class WriteFailures {

    private static final int DEEPEST_CAUSE = 8;

    private static final List<Class<? extends Exception>> OPEN_ENDED = List.of(
            MongoSocketException.class,
            MongoOperationTimeoutException.class,
            MongoExecutionTimeoutException.class,
            MongoWriteConcernException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class);

    private WriteFailures() {}

    /** Whether a write that failed so may have been done all the same. */
    public static boolean mayHaveBeenDone(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(cause -> isOpenEnded(cause) && !(cause instanceof MongoSocketOpenException));
    }

    private static boolean isOpenEnded(@Nullable Throwable failure) {
        return OPEN_ENDED.stream().anyMatch(type -> type.isInstance(failure));
    }
}
