package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartReasonsTest {

    @ParameterizedTest
    @ValueSource(ints = {13, 18, 8_000})
    void whoMayNotReadIsToldSo(int code) {
        assertThat(StartReasons.isForbidden(answered(code, "not authorized on master to execute command")))
                .isTrue();
    }

    @Test
    void otherAnswersAreNoRefusals() {
        assertThat(StartReasons.isForbidden(answered(11_600, "interrupted at shutdown")))
                .isFalse();
    }

    /** Atlas has one code for all that it refuses. */
    @Test
    void wantOfSpaceIsNoWantOfRights() {
        assertThat(StartReasons.isForbidden(answered(8_000, "you are over your space quota, using 513 MB of 512 MB")))
                .isFalse();
    }

    @Test
    void aWrongPasswordIsNamedWithoutIt() {
        MongoCredential credential = MongoCredential.createCredential("ada", "admin", "secret-horse".toCharArray());

        assertThat(StartReasons.of(new MongoSecurityException(credential, "secret-horse")))
                .isEqualTo("it refuses the user name or the password.");
    }

    @Test
    void whoIsNotThereIsToldApartFromWhoDoesNotFinish() {
        assertThat(StartReasons.of(new MongoTimeoutException(
                        "Timed out while waiting for a server that matches X. Client view of cluster state is {}")))
                .isEqualTo("no server was found.");
        assertThat(StartReasons.of(new MongoOperationTimeoutException("Operation exceeded the timeout limit.")))
                .contains("members");
    }

    private static MongoCommandException answered(int code, String message) {
        BsonDocument answer = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString(message));
        return new MongoCommandException(answer, new ServerAddress("127.0.0.1"));
    }
}
