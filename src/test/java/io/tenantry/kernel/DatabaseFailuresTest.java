package io.tenantry.kernel;

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

/** What may have been done is never told as not done, and what passes never as a mistake of the service. */
class DatabaseFailuresTest {

    private static final ServerAddress SERVER = new ServerAddress();

    @Test
    void aConnectionThatBrokeLeavesItOpen() {
        assertThat(DatabaseFailures.mayHaveBeenDone(new MongoSocketReadException("broken", SERVER)))
                .isTrue();
        assertThat(DatabaseFailures.mayHaveBeenDone(
                        new IllegalStateException(new MongoSocketReadException("broken", SERVER))))
                .isTrue();
    }

    @Test
    void whatWasNeverSentWasNotDone() {
        assertThat(DatabaseFailures.mayHaveBeenDone(new MongoTimeoutException("no server")))
                .isFalse();
        assertThat(DatabaseFailures.mayHaveBeenDone(
                        new MongoSocketOpenException("refused", SERVER, new IllegalStateException())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 89, 91, 133, 189, 202, 262, 9001})
    void aShardThatItsRouterLostLeavesItOpen(int code) {
        assertThat(DatabaseFailures.mayHaveBeenDone(commandFailure(code))).isTrue();
        assertThat(DatabaseFailures.mayHaveBeenDone(new DataIntegrityViolationException(
                        "as Spring tells it",
                        new MongoWriteException(new WriteError(code, "", new BsonDocument()), SERVER, Set.of()))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 121, 11_000})
    void aRefusalDoesNot(int code) {
        assertThat(DatabaseFailures.mayHaveBeenDone(commandFailure(code))).isFalse();
    }

    @Test
    void whatWasNeverSentMayBeTriedAgain() {
        assertThat(DatabaseFailures.isUnavailable(new MongoTimeoutException("no server")))
                .isTrue();
        assertThat(DatabaseFailures.isUnavailable(
                        new MongoSocketOpenException("refused", SERVER, new IllegalStateException())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 89, 91, 133, 189, 202, 262, 9001})
    void aShardThatItsRouterLostMayComeBack(int code) {
        assertThat(DatabaseFailures.isUnavailable(commandFailure(code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 121, 11_000})
    void aRefusalIsNoAbsence(int code) {
        assertThat(DatabaseFailures.isUnavailable(commandFailure(code))).isFalse();
    }

    private static MongoCommandException commandFailure(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("")),
                SERVER);
    }
}
