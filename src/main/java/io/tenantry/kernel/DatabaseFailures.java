package io.tenantry.kernel;

import com.mongodb.MongoClientException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Failures of the database, or of the way to it, as against mistakes in how it is used. */
public final class DatabaseFailures {

    private static final int DEEPEST_CAUSE = 8;

    /** After these a write may have been done. */
    private static final List<Class<? extends Exception>> OPEN_ENDED = List.of(
            MongoSocketException.class,
            MongoOperationTimeoutException.class,
            MongoExecutionTimeoutException.class,
            MongoWriteConcernException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class);

    private static final List<Class<? extends Exception>> UNAVAILABLE = List.of(
            MongoTimeoutException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoInterruptedException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class);

    /**
     * What a router says of a shard that it lost, or a server of itself that cannot do its work now (MongoDB manual, "Error
     * Codes"): HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress, FailedToSatisfyReadPreference,
     * PrimarySteppedDown, NetworkInterfaceExceededTimeLimit, ExceededTimeLimit, SocketException.
     */
    private static final Set<Integer> LOST = Set.of(6, 7, 89, 91, 133, 189, 202, 262, 9001);

    private DatabaseFailures() {}

    /** Whether the same may succeed once the database can be reached again. */
    public static boolean isUnavailable(Throwable failure) {
        return anyCause(failure, cause -> isOpenEnded(cause) || saysUnavailable(cause));
    }

    /** Whether a write that failed so may have been done all the same; not when nothing was sent. */
    public static boolean mayHaveBeenDone(Throwable failure) {
        return anyCause(failure, cause -> isOpenEnded(cause) && !(cause instanceof MongoSocketOpenException));
    }

    private static boolean anyCause(Throwable failure, Predicate<@Nullable Throwable> says) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(says);
    }

    private static boolean isOpenEnded(@Nullable Throwable failure) {
        return isOneOf(OPEN_ENDED, failure)
                || (failure instanceof MongoServerException told && LOST.contains(told.getCode()));
    }

    private static boolean saysUnavailable(@Nullable Throwable failure) {
        return isOneOf(UNAVAILABLE, failure)
                || (failure instanceof MongoException mongo && mongo.hasErrorLabel("RetryableWriteError"))
                || isClosedClient(failure);
    }

    private static boolean isOneOf(List<Class<? extends Exception>> types, @Nullable Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }

    /** The state of a client that is being shut down, which has no type of its own. */
    private static boolean isClosedClient(@Nullable Throwable failure) {
        return (failure instanceof IllegalStateException && "state should be: open".equals(failure.getMessage()))
                || (failure != null && failure.getClass() == MongoClientException.class);
    }
}
