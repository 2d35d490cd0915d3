package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import org.h2.mvstore.MVStoreException;

/** What a client is told of a command that failed. */
final class ErrorAnswer {

    private static final int UNKNOWN_ERROR = 8;

    /** MongoDB's code of a server that goes away: drivers look for it anew, and do not know what was written. */
    private static final int SHUTDOWN_IN_PROGRESS = 91;

    private ErrorAnswer() {}

    static Document of(MongoServerException e) {
        Document answer = failure(e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            answer.append("code", error.getCode());
            answer.putIfNotNull("codeName", error.getCodeName());
        }
        return answer;
    }

    /** Such as a collection that was dropped while a command was at work on it. */
    static Document of(MVStoreException e) {
        return failure("the embedded database failed: " + e.getMessage()).append("code", UNKNOWN_ERROR);
    }

    /** The file could not be read or written; whether the change is in it is unknown. */
    static Document away() {
        return failure("the embedded database is not open")
                .append("code", SHUTDOWN_IN_PROGRESS)
                .append("codeName", "ShutdownInProgress");
    }

    private static Document failure(String message) {
        return new Document("ok", 0).append("errmsg", message);
    }
}
