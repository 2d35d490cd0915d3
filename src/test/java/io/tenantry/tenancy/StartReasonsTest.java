package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
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
        assertThat(StartReasons.isForbidden(answered(code))).isTrue();
    }

    @Test
    void otherAnswersAreNoRefusals() {
        assertThat(StartReasons.isForbidden(answered(11_600))).isFalse();
    }

    @Test
    void aWrongPasswordIsNamedWithoutIt() {
        MongoCredential credential = MongoCredential.createCredential("ada", "admin", "secret-horse".toCharArray());

        assertThat(StartReasons.of(new MongoSecurityException(credential, "secret-horse")))
                .isEqualTo("it refuses the user name or the password.");
    }

    private static MongoCommandException answered(int code) {
        BsonDocument answer = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("not authorized on master to execute command"));
        return new MongoCommandException(answer, new ServerAddress("127.0.0.1"));
    }
}
