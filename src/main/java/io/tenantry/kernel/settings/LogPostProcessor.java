package io.tenantry.kernel.settings;

import io.tenantry.kernel.SettingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;

/**
 * {@code LOG_LEVEL}, {@code LOG_FORMAT} and {@code DEBUG}.
 *
 * <p>Below INFO the level is that of this service's own loggers. Libraries stay at INFO then, because they would log
 * queries, documents and tokens.
 */
class LogPostProcessor implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addFirst(new MapPropertySource("log-settings", settings(environment)));
    }

    /** After {@link DotenvPostProcessor}, before the log is set up. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    static Map<String, Object> settings(PropertyResolver environment) {
        LogLevel level = level(environment);
        Map<String, Object> settings = new HashMap<>();
        settings.put("logging.level.root", level.compareTo(LogLevel.INFO) < 0 ? LogLevel.INFO.name() : level.name());
        settings.put("logging.level.io.tenantry", level.name());
        // Spring Boot takes DEBUG for its own switch, which makes the web framework log queries.
        settings.put("debug", "false");
        if (isJson(environment)) {
            settings.put("logging.structured.format.console", "logstash");
        }
        return settings;
    }

    private static LogLevel level(PropertyResolver environment) {
        String level = value(environment, "LOG_LEVEL", "info");
        LogLevel chosen = switch (level) {
            case "trace" -> LogLevel.TRACE;
            case "debug" -> LogLevel.DEBUG;
            case "info" -> LogLevel.INFO;
            case "warn", "warning" -> LogLevel.WARN;
            case "error", "critical" -> LogLevel.ERROR;
            case "off" -> LogLevel.OFF;
            default -> throw new SettingException("LOG_LEVEL", "It is one of trace, debug, info, warn, error and off.");
        };
        return isDebug(environment) && chosen.compareTo(LogLevel.DEBUG) > 0 ? LogLevel.DEBUG : chosen;
    }

    private static boolean isJson(PropertyResolver environment) {
        return switch (value(environment, "LOG_FORMAT", "text")) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new SettingException("LOG_FORMAT", "It is text or json.");
        };
    }

    private static boolean isDebug(PropertyResolver environment) {
        return switch (value(environment, "DEBUG", "false")) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new SettingException("DEBUG", "It is true or false.");
        };
    }

    private static String value(PropertyResolver environment, String name, String byDefault) {
        String value = environment.getProperty(name, "").strip().toLowerCase(Locale.ROOT);
        return value.isEmpty() ? byDefault : value;
    }
}
