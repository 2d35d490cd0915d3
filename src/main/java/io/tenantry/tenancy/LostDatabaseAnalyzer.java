package io.tenantry.tenancy;

import com.mongodb.MongoException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says so without a stack trace when the database goes away during the start, after it was found ready. */
class LostDatabaseAnalyzer extends AbstractFailureAnalyzer<MongoException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MongoException cause) {
        return new FailureAnalysis(
                "The database was lost during the start: " + StartReasons.of(cause),
                "See that it runs and can be reached, and start again.",
                cause);
    }
}
