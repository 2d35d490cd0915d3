package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
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

    @Test
    void nothingElseIsTakenForThat() {
        assertThat(new LostDatabaseAnalyzer().analyze(new IllegalStateException()))
                .isNull();
    }
}
