package io.tenantry.kernel.settings;

import io.tenantry.kernel.SettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What the operator reads instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct " + cause.variable() + " in the environment or in .env, and start again.",
                cause);
    }
}
