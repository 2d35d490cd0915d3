package io.tenantry.kernel.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Names the environment variable for a value of the wrong type: what Spring Boot reports is the property that
 * {@code application.yaml} makes of it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    private final Environment environment;

    BindFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        return property == null
                ? null
                : variable(property.getName().toString())
                        .map(variable -> analysis(variable, cause))
                        .orElse(null);
    }

    private Optional<String> variable(String property) {
        return ((ConfigurableEnvironment) environment)
                .getPropertySources().stream()
                        .map(source -> raw(source, property))
                        .flatMap(Optional::stream)
                        .map(PLACEHOLDER::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst();
    }

    private static Optional<String> raw(PropertySource<?> source, String property) {
        return Optional.ofNullable(source.getProperty(property)).map(Object::toString);
    }

    private static FailureAnalysis analysis(String variable, BindException cause) {
        Class<?> type = cause.getTarget().getType().resolve(Object.class);
        return new FailureAnalysis(
                variable + ": The value is not a valid " + type.getSimpleName().toLowerCase(Locale.ROOT) + ".",
                "Correct " + variable + " in the environment or in .env, and start again.",
                cause);
    }
}
