package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import java.util.Objects;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessResourceFailureException;

class LostDatabaseAnalyzerTest {

    @Test
    void aDatabaseThatIsLostWhileTheServiceStartsIsNamedWithTheReason() {
        FailureAnalysis analysis = Objects.requireNonNull(new LostDatabaseAnalyzer()
                .analyze(new DataAccessResourceFailureException(
                        "",
                        new MongoTimeoutException("Timed out while waiting for a server, caused by"
                                + " {java.net.ConnectException: Connection refused}"))));

        assertThat(analysis.getDescription())
                .isEqualTo("The database was lost during the start: ConnectException: Connection refused.");
    }

    /** Such as a cluster that has no space left: who operates it needs the words of the server. */
    @Test
    void nothingElseIsTakenForThat() {
        MongoCommandException refusal = new MongoCommandException(
                BsonDocument.parse("{ok: 0, code: 8000, errmsg: 'you are over your space quota'}"),
                new ServerAddress());

        assertThat(new LostDatabaseAnalyzer().analyze(refusal)).isNull();
        assertThat(new LostDatabaseAnalyzer().analyze(new IllegalStateException()))
                .isNull();
    }

    @Test
    void itIsAskedAtTheStart() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                FailureAnalyzer.class,
                                SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {})))
                .hasAtLeastOneElementOfType(LostDatabaseAnalyzer.class);
    }
}
