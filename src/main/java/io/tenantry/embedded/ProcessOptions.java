package io.tenantry.embedded;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The arguments of {@link EmbeddedDatabaseProcess}. */
record ProcessOptions(int port, Path data, boolean help) {

    static final String USAGE = """
            Usage: database [--port=27017] [--data=./data]
              --port=PORT       the port to listen on, on the loopback interface; 0 is a random free one
              --data=DIRECTORY  where the database file is kept; created when it is missing""";

    private static final ProcessOptions DEFAULTS = new ProcessOptions(27017, Path.of("data"), false);
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException saying which argument is wrong, and why */
    static ProcessOptions parse(String... args) {
        ProcessOptions options = DEFAULTS;
        for (String arg : args) {
            options = options.with(arg);
        }
        return options;
    }

    private ProcessOptions with(String arg) {
        if (arg.equals("--help")) {
            return new ProcessOptions(port, data, true);
        }
        if (arg.startsWith("--port=")) {
            return new ProcessOptions(port(value(arg)), data, help);
        }
        if (arg.startsWith("--data=")) {
            return new ProcessOptions(port, data(value(arg)), help);
        }
        throw new IllegalArgumentException("Unknown argument: " + arg);
    }

    private static String value(String arg) {
        return arg.substring(arg.indexOf('=') + 1);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number that is no port is.
        }
        throw new IllegalArgumentException("--port must be a number from 0 to %d: %s".formatted(MAX_PORT, text));
    }

    private static Path data(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // Told below, as an empty name is.
        }
        throw new IllegalArgumentException("--data must name a directory: '%s'".formatted(text));
    }
}
