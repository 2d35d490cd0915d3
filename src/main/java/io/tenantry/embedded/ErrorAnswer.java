package io.tenantry.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import org.h2.mvstore.MVStoreException;

/** What a client is told of a command that failed. */
final class ErrorAnswer {

    private static final int UNKNOWN_ERROR = 8;

    private ErrorAnswer() {}

    static Document of(MongoServerException e) {
        Document answer = failure(e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            answer.append("code", error.getCode());
            answer.putIfNotNull("codeName", error.getCodeName());
        }
        return answer;
    }

    /** The file could not be read or written; whether the change is in it is unknown. */
    static Document of(MVStoreException e) {
        return failure("the embedded database failed: " + e.getMessage()).append("code", UNKNOWN_ERROR);
    }

    private static Document failure(String message) {
        return new Document("ok", 0).append("errmsg", message);
    }
}
