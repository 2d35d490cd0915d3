package io.tenantry.kernel.problem;

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
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Failures of the database, or of the way to it, as against mistakes in how it is used. */
final class DatabaseFailures {

    private static final int DEEPEST_CAUSE = 8;

    private static final List<Class<? extends Exception>> UNAVAILABLE = List.of(
            MongoTimeoutException.class,
            MongoOperationTimeoutException.class,
            MongoExecutionTimeoutException.class,
            MongoSocketException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoInterruptedException.class,
            MongoWriteConcernException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class);

    /**
     * What a router says of a shard, or a server of itself, that cannot do its work now (MongoDB manual, "Error Codes"):
     * HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress, FailedToSatisfyReadPreference, PrimarySteppedDown,
     * NetworkInterfaceExceededTimeLimit, ExceededTimeLimit, SocketException.
     */
    private static final Set<Integer> UNAVAILABLE_CODES = Set.of(6, 7, 89, 91, 133, 189, 202, 262, 9001);

    private DatabaseFailures() {}

    static boolean isUnavailable(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, t -> t != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(DatabaseFailures::saysUnavailable);
    }

    private static boolean saysUnavailable(@Nullable Throwable failure) {
        return UNAVAILABLE.stream().anyMatch(type -> type.isInstance(failure))
                || (failure instanceof MongoException mongo && mongo.hasErrorLabel("RetryableWriteError"))
                || (failure instanceof MongoServerException told && UNAVAILABLE_CODES.contains(told.getCode()))
                || isClosedClient(failure);
    }

    /** The state of a client that is being shut down, which has no type of its own. */
    private static boolean isClosedClient(@Nullable Throwable failure) {
        return (failure instanceof IllegalStateException && "state should be: open".equals(failure.getMessage()))
                || (failure != null && failure.getClass() == MongoClientException.class);
    }
}
