package io.tenantry.tenancy;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Set;
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

    /**
     * What a router says of a shard that it lost while that wrote (MongoDB manual, "Error Codes"): HostUnreachable, HostNotFound,
     * NetworkTimeout, ShutdownInProgress, FailedToSatisfyReadPreference, PrimarySteppedDown,
     * NetworkInterfaceExceededTimeLimit, ExceededTimeLimit, SocketException.
     */
    private static final Set<Integer> LOST_BY_ROUTER = Set.of(6, 7, 89, 91, 133, 189, 202, 262, 9001);

    private WriteFailures() {}

    /** Whether a write that failed so may have been done all the same. */
    public static boolean mayHaveBeenDone(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(cause -> isOpenEnded(cause) && !(cause instanceof MongoSocketOpenException));
    }

    private static boolean isOpenEnded(@Nullable Throwable failure) {
        return OPEN_ENDED.stream().anyMatch(type -> type.isInstance(failure))
                || (failure instanceof MongoServerException told && LOST_BY_ROUTER.contains(told.getCode()));
    }
}
