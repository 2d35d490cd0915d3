package io.tenantry.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process of its own, so that its CPU time and its heap are nobody else's. It ends with the benchmark. */
final class JavaProcess implements AutoCloseable {

    /** What every measured process gets: the memory of a small deployment, the same for both sides. */
    private static final List<String> FLAGS = List.of("-Xmx256m", "-Dfile.encoding=UTF-8");

    private static final Duration POLLED_EVERY = Duration.ofMillis(20);
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final Pattern USED = Pattern.compile("(?:heap|generation)\\s+total \\d+K, used (\\d+)K");

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts a main class of the benchmark's own class path. */
    static JavaProcess main(
            BenchmarkSettings settings, String name, Class<?> main, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return start(settings, name, command, environment);
    }

    /** Starts the service as it is deployed. */
    static JavaProcess service(BenchmarkSettings settings, String name, Map<String, String> environment) {
        return start(settings, name, List.of("-jar", settings.jar().toString()), environment);
    }

    private static JavaProcess start(
            BenchmarkSettings settings, String name, List<String> what, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(JAVA_HOME, "bin", "java").toString());
        command.addAll(FLAGS);
        settings.flags().forEach(flag -> command.add(flag.replace("{name}", name)));
        command.addAll(what);
        try {
            Files.createDirectories(settings.work());
            Path log = settings.work().resolve(name + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new JavaProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time since its start, of all its threads: the compiler's and the collector's too. */
    Duration cpu() {
        return cpu(process.toHandle());
    }

    /** The same of the benchmark itself. */
    static Duration ownCpu() {
        return cpu(ProcessHandle.current());
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("This system does not tell the CPU time of a process."));
    }

    /** What is on the heap after a full collection, in MiB. */
    double heapAfterCollection() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes / 1024.0;
    }

    private String jcmd(String what) {
        String jcmd = Path.of(JAVA_HOME, "bin", "jcmd").toString();
        try {
            Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), what)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " has ended with exit code " + process.exitValue() + ". Its log: " + log);
        }
    }

    /** Waits until somebody listens on a port of this machine. */
    void awaitPort(int port) {
        while (!isOpen(port)) {
            requireAlive();
            pause();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static void pause() {
        pauseUntil(System.nanoTime() + POLLED_EVERY.toNanos());
    }

    /** Until a time of {@link System#nanoTime}, or not at all. */
    static void pauseUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
