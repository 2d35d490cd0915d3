package io.tenantry.embedded;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;

/** Logging for a process that no Spring application sets up: warnings and errors only, since the libraries tell all. */
final class Logs {

    private Logs() {}

    static void quiet() {
        LoggingSystem logging = LoggingSystem.get(Logs.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }
}
