package io.tenantry.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java process on the class path of the tests that can be killed, stopped and continued. It ends with this one. */
final class Program implements AutoCloseable {

    static final Path LOGS = Path.of("target", "crash");

    private static final int SECONDS_TO_DIE = 15;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Output output;

    private Program(Process process, Output output) {
        this.process = process;
        this.output = output;
    }

    static Program start(String name, Class<?> main, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dtenantry.dotenv-folder=" + LOGS.resolve("no-dotenv"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(LOGS);
            Process process = builder.start();
            RUNNING.add(process);
            return new Program(process, Output.of(process, name, LOGS.resolve(name + ".log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Output output() {
        return output;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, which a stopped process hears too; returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(process);
        RUNNING.remove(process);
    }

    /** SIGTERM; returns when it has ended by itself. */
    void terminate() {
        signal("-TERM");
        awaitEnd(process);
        RUNNING.remove(process);
    }

    /** SIGSTOP: it stands still and keeps its connections. */
    void stop() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on where it stood. */
    void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill " + signal + " " + process.pid())
                    .inheritIO()
                    .start();
            awaitEnd(kill);
            if (kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + signal + " failed: the process has ended.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
