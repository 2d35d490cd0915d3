package io.tenantry.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@link EmbeddedDatabaseProcess} as a real process, on the class path of the tests. */
final class DatabaseProcess implements AutoCloseable {

    private static final String READY = "Embedded database ready at ";

    private final Process process;
    private final BufferedReader output;

    private DatabaseProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static DatabaseProcess start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedDatabaseProcess.class.getName()));
        command.addAll(List.of(arguments));
        try {
            return new DatabaseProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DatabaseProcess on(Path directory) {
        return start("--port=0", "--data=" + directory);
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it is ready. */
    String url() {
        try {
            String line = output.readLine();
            if (line == null || !line.startsWith(READY)) {
                throw new AssertionError("instead of being ready it said: " + line + System.lineSeparator() + rest());
            }
            return line.substring(READY.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ends, and returns what it said. */
    String rest() {
        return output.lines().collect(Collectors.joining(System.lineSeparator()));
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it is still running");
        }
        return process.exitValue();
    }

    /** SIGTERM, but unlike {@link Process#destroy} without closing the stream that its last words come from. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitStatus();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
