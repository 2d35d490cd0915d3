package io.tenantry.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a process has said so far, line by line; kept in a file too, for people. */
final class Output {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Reads to its end what a process says, on a thread of its own. */
    static Output of(Process process, String name, Path copy) {
        Output output = new Output();
        Thread reader = new Thread(() -> output.read(process, copy), "output of " + name);
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private void read(Process process, Path copy) {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                Writer file = Files.newBufferedWriter(copy, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                file.write(line + System.lineSeparator());
                file.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return lines.size();
    }

    boolean contains(Predicate<String> wanted) {
        return lines.stream().anyMatch(wanted);
    }

    /** The first line that begins so. */
    String first(String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** How many lines there are like that, the first ones left out. */
    long countAfter(int first, Predicate<String> wanted) {
        return lines.stream().skip(first).filter(wanted).count();
    }

    @Override
    public String toString() {
        int from = Math.max(0, lines.size() - 40);
        return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    }
}
