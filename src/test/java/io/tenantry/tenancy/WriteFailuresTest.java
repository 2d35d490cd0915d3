package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

/** What may have been done is never told as not done. */
class WriteFailuresTest {

    private static final ServerAddress SERVER = new ServerAddress();

    @Test
    void aConnectionThatBrokeLeavesItOpen() {
        assertThat(WriteFailures.mayHaveBeenDone(new MongoSocketReadException("broken", SERVER)))
                .isTrue();
        assertThat(WriteFailures.mayHaveBeenDone(
                        new IllegalStateException(new MongoSocketReadException("broken", SERVER))))
                .isTrue();
    }

    @Test
    void whatWasNeverSentWasNotDone() {
        assertThat(WriteFailures.mayHaveBeenDone(new MongoTimeoutException("no server")))
                .isFalse();
        assertThat(WriteFailures.mayHaveBeenDone(
                        new MongoSocketOpenException("refused", SERVER, new IllegalStateException())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 89, 91, 133, 189, 202, 262, 9001})
    void aShardThatItsRouterLostLeavesItOpen(int code) {
        assertThat(WriteFailures.mayHaveBeenDone(commandFailure(code))).isTrue();
        assertThat(WriteFailures.mayHaveBeenDone(new DataIntegrityViolationException(
                        "as Spring tells it",
                        new MongoWriteException(new WriteError(code, "", new BsonDocument()), SERVER, Set.of()))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 121, 11_000})
    void aRefusalDoesNot(int code) {
        assertThat(WriteFailures.mayHaveBeenDone(commandFailure(code))).isFalse();
    }

    private static MongoCommandException commandFailure(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("")),
                SERVER);
    }
}
