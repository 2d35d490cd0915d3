package io.tenantry.tenancy;

import com.mongodb.MongoException;
import io.tenantry.kernel.DatabaseFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says so without a stack trace when the database goes away during the start, after it was found ready. */
class LostDatabaseAnalyzer extends AbstractFailureAnalyzer<MongoException> {

    /** Null for what the database answers, such as a refusal: that is told as it is. */
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MongoException cause) {
        return DatabaseFailures.isUnavailable(cause)
                ? new FailureAnalysis(
                        "The database was lost during the start: " + StartReasons.of(cause),
                        "See that it runs and can be reached, and start again.",
                        cause)
                : null;
    }
}
